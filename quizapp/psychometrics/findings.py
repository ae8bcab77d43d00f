"""What stands out in a question's figures, the most pressing first, and by which rule. The words are the pages'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from quizapp.psychometrics.distractors import DistractorTable, OptionStatistics
from quizapp.psychometrics.items import ItemStatistics
from quizapp.psychometrics.resampling import FEWEST, FEWEST_TO_COMPARE

EASY, HARD = 0.9, 0.3
"""Facilities from 0 to 1."""
WEAK, STRONG = 20.0, 30.0
"""Discrimination indices in percent: below the one a question hardly tells students apart, above the other it does."""
RARELY = 0.05
"""The share of students below which an option might as well not be there."""
MOST = 0.5


class Sign(StrEnum):
    """What can stand out, in the order of how pressing it is."""

    CHECK_THE_KEY = "check_the_key"
    """More than half of the best third, and five of them at least, chose one distractor, and fewer chose the key."""
    BACKWARDS = "backwards"
    """The discrimination index lies below nought with its whole interval."""
    DRAWS_THE_BEST = "draws_the_best"
    """A distractor's correlation lies above nought with its whole interval."""
    GUESSED = "guessed"
    """The facility's interval does not lie above the random guess score, nor that of the discrimination above nought:
    where those who know more do better, it is not all guessing."""
    UNUSED = "unused"
    """One in twenty or fewer chose a distractor, though the question is not easy."""
    WEAK = "weak"
    """The discrimination index lies below 20 % and its interval below 30 %."""
    EASY = "easy"
    """The facility lies above 90 % with its whole interval."""
    HARD = "hard"
    """The facility lies below 30 % with its whole interval."""
    GOOD = "good"
    """The discrimination index lies above 30 %, its interval above nought."""
    TOO_FEW = "too_few"
    """Fewer than 15 students answered it."""
    NOTHING = "nothing"
    """None of the others."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands out, and the options that it is about."""

    sign: Sign
    options: tuple[int, ...] = ()
    count: int = 0
    """Of the best third, how many chose the option."""
    of: int = 0

    @property
    def is_pressing(self) -> bool:
        """Say whether the question should be looked at."""
        return list(Sign).index(self.sign) <= list(Sign).index(Sign.GUESSED)

    @property
    def asks_for_an_edit(self) -> bool:
        """Say whether a change of the question may mend it."""
        return self.is_pressing or self.sign in {Sign.UNUSED, Sign.WEAK, Sign.HARD}


def find(item: ItemStatistics, guess: float | None, table: DistractorTable | None) -> list[Finding]:
    """Return what stands out in a question, the most pressing first; at least one thing."""
    found = list(_about_options(item, table)) if table else []
    found += _about_figures(item, guess)
    found.sort(key=lambda finding: list(Sign).index(finding.sign))
    if found:
        return found
    return [Finding(Sign.TOO_FEW if item.students < FEWEST_TO_COMPARE else Sign.NOTHING)]


def _about_figures(item: ItemStatistics, guess: float | None) -> Iterator[Finding]:
    facility, discrimination = item.facility, item.discrimination
    compared = item.students >= FEWEST_TO_COMPARE
    if discrimination.below(0):
        yield Finding(Sign.BACKWARDS)
    elif discrimination.value is not None and discrimination.value < WEAK and discrimination.below(STRONG):
        yield Finding(Sign.WEAK)
    is_by_chance = guess and facility.low is not None and facility.low <= guess
    if compared and is_by_chance and not discrimination.above(0):
        yield Finding(Sign.GUESSED)
    if compared and facility.above(EASY):
        yield Finding(Sign.EASY)
    if compared and facility.below(HARD):
        yield Finding(Sign.HARD)
    if discrimination.value is not None and discrimination.value > STRONG and discrimination.above(0):
        yield Finding(Sign.GOOD)


def _about_options(item: ItemStatistics, table: DistractorTable) -> Iterator[Finding]:
    distractors = [option for option in table.options if not option.is_key]
    if suspect := _suspect(table, distractors):
        yield Finding(Sign.CHECK_THE_KEY, (suspect.option,), suspect.best, table.best)
    if drawing := tuple(one.option for one in distractors if one.correlation.above(0)):
        yield Finding(Sign.DRAWS_THE_BEST, drawing)
    unused = tuple(one.option for one in distractors if one.share <= RARELY)
    is_easy = item.facility.value is not None and item.facility.value > EASY
    if unused and not is_easy and item.students >= FEWEST_TO_COMPARE:
        yield Finding(Sign.UNUSED, unused)


def _suspect(table: DistractorTable, distractors: list[OptionStatistics]) -> OptionStatistics | None:
    """Return the distractor that most of the best third chose, if there is one."""
    key = max((option.best for option in table.options if option.is_key), default=0)
    first = max(distractors, key=lambda one: one.best, default=None)
    if first is None or not table.tells_apart or first.best < FEWEST or first.best <= MOST * table.best:
        return None
    return first if first.best > key else None
