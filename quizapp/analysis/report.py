"""Reports: the figures of a quiz or a bank, question by question, and those of one question, version by version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizapp.analysis.given import PartTable, parts_of
from quizapp.analysis.guessing import guess_score
from quizapp.analysis.options import Chosen, table_of
from quizapp.analysis.queries import Answered, VersionOf
from quizapp.analysis.sittings import LaidOut, question_of, sheet_by, version_of
from quizapp.bank.versions import stored_content
from quizapp.kinds.base import Content, GradingContext
from quizapp.psychometrics.findings import Finding, find
from quizapp.psychometrics.items import ItemStatistics, analyse_items
from quizapp.psychometrics.quiz import QuizStatistics, analyse_quiz
from quizapp.psychometrics.resampling import FEWEST
from quizapp.psychometrics.sheet import Sheet


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What the report says of one question."""

    version: VersionOf
    """The current one."""
    place: int
    """From 1, in the order of the banks."""
    item: ItemStatistics
    guess: float | None
    chosen: Chosen | None
    findings: tuple[Finding, ...]

    @property
    def is_told(self) -> bool:
        """Say whether so many students answered it that nobody can be told from its figures."""
        return self.item.students >= FEWEST


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a quiz, or of a bank's questions."""

    students: int
    quiz: QuizStatistics | None
    items: tuple[ItemRow, ...]
    unseen: int
    """Questions in banks that the reader may not see."""

    @property
    def is_told(self) -> bool:
        """Say whether there are so many students that nobody can be told from the figures."""
        return self.students >= FEWEST


def report_of(laid: LaidOut, versions: Sequence[VersionOf], *, is_quiz: bool) -> Report:
    """Return the figures of answers about the questions that some versions are of."""
    contents, students = _contents(versions), len(laid.learners)
    if students < FEWEST:
        return Report(students, None, (), 0)
    statistics = analyse_items(laid.sheet)
    shown = [one for one in versions if one.is_current and one.question_id in statistics]
    return Report(
        students=students,
        quiz=analyse_quiz(laid.sheet) if is_quiz else None,
        items=tuple(
            _row(
                one,
                place,
                statistics[one.question_id],
                table_of(laid, one.question_id, contents, contents[one.id]),
                contents[one.id],
            )
            for place, one in enumerate(shown, start=1)
        ),
        unseen=len(laid.said.keys() - {one.question_id for one in versions}),
    )


def _row(
    version: VersionOf, place: int, item: ItemStatistics, chosen: Chosen | None, content: Content | None
) -> ItemRow:
    guess = None if content is None else guess_score(content)
    found = find(item, guess, chosen.table if chosen else None)
    return ItemRow(version, place, item, guess, chosen, tuple(found))


def _contents(versions: Sequence[VersionOf]) -> dict[int, Content | None]:
    return {one.id: stored_content(one.kind, one.content) for one in versions}


@dataclass(frozen=True, slots=True)
class VersionRow:
    """What the answers to one version say."""

    version: VersionOf
    answers: int
    item: ItemStatistics | None
    """None where fewer than five students answered it."""


@dataclass(frozen=True, slots=True)
class ClassRow:
    """What the answers of one class say."""

    name: str
    answers: int
    item: ItemStatistics | None
    """None where fewer than five students answered it."""


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """The figures of one question."""

    current: VersionOf
    students: int
    row: ItemRow | None
    """None where fewer than five students answered it."""
    trend: tuple[VersionRow, ...]
    """Its versions, the newest first."""
    classes: tuple[ClassRow, ...] = ()
    """The reader's own classes in which somebody answered it."""
    parts: tuple[PartTable, ...] = ()
    """What was answered part by part, where the question has no options."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question's report needs to know beyond the answers."""

    versions: Sequence[VersionOf]
    classes: Sequence[tuple[str, frozenset[int]]] = ()
    """Classes by their names, each with who learns there; somebody may learn in several."""
    context: GradingContext = GradingContext()


def question_report(rows: Sequence[Answered], asked: Asked) -> QuestionReport:
    """Return the figures of one question's answers, whole, version by version, class by class and part by part."""
    report = report_of(LaidOut(rows), asked.versions, is_quiz=False)
    current = next(one for one in asked.versions if one.is_current)
    told = report.items[0] if report.items and report.items[0].is_told else None
    contents, in_shares = _contents(asked.versions), len({row.worth for row in rows}) > 1
    return QuestionReport(
        current=current,
        students=report.students,
        row=told,
        trend=tuple(_trend(rows, asked.versions)),
        classes=tuple(_classes(rows, asked.classes)),
        parts=parts_of(rows, contents, contents[current.id], asked.context, in_shares=in_shares) if told else (),
    )


def _classes(rows: Sequence[Answered], classes: Sequence[tuple[str, frozenset[int]]]) -> Iterator[ClassRow]:
    """Hold classes beside each other, each by its own answers alone."""
    for name, learners in classes:
        sheet = sheet_by([row for row in rows if row.learner_id in learners], question_of)
        for key, item in analyse_items(sheet).items():
            told = item if item.students >= FEWEST else None
            yield ClassRow(name, len(sheet.columns[key].marks), told)


def _trend(rows: Sequence[Answered], versions: Sequence[VersionOf]) -> list[VersionRow]:
    sheet = sheet_by(rows, version_of)
    statistics = analyse_items(sheet)
    counts = _counts(sheet)
    return [_version_row(one, statistics.get(one.id), counts) for one in reversed(versions)]


def _counts(sheet: Sheet) -> dict[int, int]:
    return {key: len(column.marks) for key, column in sheet.columns.items()}


def _version_row(version: VersionOf, item: ItemStatistics | None, counts: Mapping[int, int]) -> VersionRow:
    told = item if item is not None and item.students >= FEWEST else None
    return VersionRow(version, counts.get(version.id, 0), told)
