"""What was answered where no options are ticked: part by part, the right answer and the wrong ones given most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quizapp.analysis.options import in_terms_of, options_of, rest_of
from quizapp.analysis.queries import Answered
from quizapp.kinds.base import Answers, Content, GradingContext, Part
from quizapp.kinds.cloze import Cloze
from quizapp.kinds.date import Date
from quizapp.kinds.flashcard import Flashcard
from quizapp.kinds.messages import ContentError
from quizapp.kinds.numeric import Numeric
from quizapp.kinds.short_answer import ShortAnswer
from quizapp.kinds.text import fold
from quizapp.psychometrics.distractors import Choices, DistractorTable, analyse_options

MOST_WRONG = 8
"""Wrong answers of a part that stand in its table; the rest is told together."""
FEWEST_TYPED = 2
"""Students who typed the same before it is shown: what one alone typed is theirs."""
KEY = 0


@dataclass(frozen=True, slots=True)
class PartTable:
    """What was answered to one part of a question; the first of its options is the right answer, however spelt."""

    asked: str
    """What it was about; the number of a place or gap; "" where the question has one part."""
    texts: tuple[str, ...]
    """Of the answers told, the right one first, the wrong ones by how often they were given."""
    table: DistractorTable
    others: int
    """How many gave a wrong answer that is not told."""


class _Given(NamedTuple):
    student: int
    rest: float
    parts: tuple[Part, ...]


def parts_of(
    rows: Iterable[Answered],
    contents: Mapping[int, Content | None],
    current: Content | None,
    context: GradingContext,
    *,
    in_shares: bool,
) -> tuple[PartTable, ...]:
    """Return what was answered part by part of a question as it is now, older versions said in its terms.

    None of a choice, whose options have a table of their own, and of a flashcard, where nobody answers.
    """
    if current is None or options_of(current) is not None or isinstance(current, Flashcard):
        return ()
    graded: dict[tuple[int, Answers], tuple[Part, ...] | None] = {}
    given = list[_Given]()
    for row in rows:
        answers = tuple(row.answers)
        place = (row.version_id, answers)
        if row.worth < 2:  # noqa: PLR2004 - there is no rest
            continue
        if place not in graded:
            graded[place] = _parts(current, in_terms_of(current, contents.get(row.version_id), answers), context)
        if (parts := graded[place]) is not None:
            given.append(_Given(row.learner_id, rest_of(row, in_shares=in_shares), parts))
    width = min((len(one.parts) for one in given), default=0)
    return tuple(_table(given, number, is_typed=_is_typed(current, number)) for number in range(width))


def _parts(current: Content, answers: Answers | None, context: GradingContext) -> tuple[Part, ...] | None:
    if answers is None:
        return None
    try:
        return current.grade(answers, context).parts
    except ContentError:
        return None  # kept under rules that have changed since


def _is_typed(content: Content, number: int) -> bool:
    if isinstance(content, Cloze):
        return not content.gaps[number].chosen
    return isinstance(content, (ShortAnswer, Numeric, Date))


def _table(given: Sequence[_Given], number: int, *, is_typed: bool) -> PartTable:
    parts = [one.parts[number] for one in given]
    wrong = _wrong(parts, FEWEST_TYPED if is_typed else 1)
    places = {text: place for place, text in enumerate(wrong, start=1)}
    others = len(wrong) + 1
    choices = Choices(
        [one.student for one in given],
        [one.rest for one in given],
        [_option(part, places, others) for part in parts],
    )
    table = analyse_options(choices, others + 1, frozenset({KEY}))
    untold = table.options[others].chosen
    told = DistractorTable(table.options[:others], table.answers, table.blank, table.best, table.weakest)
    return PartTable(parts[0].asked, (_right(parts), *wrong.values()), told, untold)


def _wrong(parts: Sequence[Part], fewest: int) -> dict[str, str]:
    """Return the wrong answers given most often, folded → as most spelt it."""
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for part in parts:
        if part.given and not part.right:
            folded = fold(part.given)
            counts[folded] += 1
            spellings.setdefault(folded, Counter())[part.given] += 1
    common = [text for text, count in counts.most_common(MOST_WRONG) if count >= fewest]
    return {text: spellings[text].most_common(1)[0][0] for text in common}


def _right(parts: Sequence[Part]) -> str:
    """Return the right answer as most reached it, or as it was expected of whoever did not."""
    reached = Counter(part.expected for part in parts if part.right) or Counter(part.expected for part in parts)
    return reached.most_common(1)[0][0]


def _option(part: Part, places: Mapping[str, int], others: int) -> frozenset[int]:
    if not part.given:
        return frozenset()
    return frozenset({KEY if part.right else places.get(fold(part.given), others)})
