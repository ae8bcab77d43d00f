"""Which wrong ideas a class has: the wrong part of an answer that several students gave when first asked. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quizapp.analysis.options import in_terms_of
from quizapp.analysis.queries import VersionOf
from quizapp.forecasts.first_answers import FirstAnswer
from quizapp.kinds import registry
from quizapp.kinds.base import Answers, Content, Grade, GradingContext, Part
from quizapp.kinds.flashcard import Flashcard
from quizapp.kinds.messages import ContentError
from quizapp.kinds.ordering import Ordering
from quizapp.kinds.text import fold

FEWEST = 2
"""Students who share an idea before it is one: what one alone answered may be anything."""
MOST_QUESTIONS = 40
"""Questions that are looked at: those with the most wrong first answers."""


@dataclass(frozen=True, slots=True)
class Idea:
    """One wrong answer, or part of one."""

    asked: str
    """What it was about (a left-hand side, an item, a gap); "" where the question has one part."""
    given: str
    expected: str
    """"" where an option that is wrong was ticked among others."""
    feedback: str
    """The author's remark on it."""
    students: int
    sure: int
    """How many of them said that they were sure: that is no guess."""
    is_near_miss: bool


@dataclass(frozen=True, slots=True)
class QuestionIdeas:
    """The wrong ideas about one question, the one that most have first."""

    version: VersionOf
    """The current one, in whose terms they are told."""
    students: int
    """Who answered it at all."""
    ideas: tuple[Idea, ...]


class _Told(NamedTuple):
    part: Part
    is_near_miss: bool
    students: int
    sure: int


def most_wrong(answers: Iterable[FirstAnswer]) -> list[int]:
    """Return the questions, by id, with the most wrong first answers, where there are enough for an idea."""
    wrong: Counter[int] = Counter()
    for one in answers:
        if not one.is_right:
            wrong[one.question_id] += one.students
    ordered = sorted(wrong.items(), key=lambda pair: (-pair[1], pair[0]))
    return [question_id for question_id, count in ordered if count >= FEWEST][:MOST_QUESTIONS]


def wrong_ideas(answers: Iterable[FirstAnswer], versions: Sequence[VersionOf]) -> list[QuestionIdeas]:
    """Return the wrong ideas about the questions of some versions, the one that most students share first."""
    by_question: dict[int, list[FirstAnswer]] = defaultdict(list)
    for one in answers:
        by_question[one.question_id].append(one)
    contents = {version.id: _load(version) for version in versions}
    found = [
        QuestionIdeas(version, sum(one.students for one in mine), ideas)
        for version in versions
        if version.is_current
        for mine in [by_question.get(version.question_id, [])]
        if (ideas := _ideas(mine, contents, contents[version.id]))
    ]
    return sorted(found, key=lambda one: (-one.ideas[0].students, one.version.bank, one.version.key))


def _load(version: VersionOf) -> Content | None:
    try:
        return registry.load(version.kind, version.content)
    except ContentError:
        return None  # written under rules that have changed since


def _ideas(
    answers: Iterable[FirstAnswer], contents: Mapping[int, Content | None], current: Content | None
) -> tuple[Idea, ...]:
    if current is None or isinstance(current, (Ordering, Flashcard)):
        return ()
    shared: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for one in answers:
        grade = None if one.is_right else _graded(current, contents.get(one.version_id), one.answers)
        for part in grade.parts if grade and not _is_right_but_coarse(grade) else ():
            if part.given and not part.right:
                key = (fold(part.asked), fold(part.given))
                shared[key].append(_Told(part, bool(grade and grade.near_miss), one.students, one.sure))
    ideas = (_idea(told) for told in shared.values())
    return tuple(
        sorted((idea for idea in ideas if idea.students >= FEWEST), key=lambda idea: (-idea.students, idea.given))
    )


def _is_right_but_coarse(grade: Grade) -> bool:
    """Say whether an answer of one part got some of the points: a year where the day was asked is no wrong idea."""
    return len(grade.parts) == 1 and grade.score > 0


def _graded(current: Content, old: Content | None, answers: Answers) -> Grade | None:
    told = in_terms_of(current, old, answers)
    if told is None:
        return None
    try:
        return current.grade(told, GradingContext())
    except ContentError:
        return None  # it does not fit the question any more


def _idea(told: Sequence[_Told]) -> Idea:
    part, is_near_miss, *_counts = max(told, key=lambda one: one.students)  # as most spelt it
    asked = "" if part.asked == part.given else part.asked
    students, sure = sum(one.students for one in told), sum(one.sure for one in told)
    return Idea(asked, part.given, part.expected, part.feedback, students, sure, is_near_miss)
