"""Who looks at the banks, and what of them may be shown: to students only what they have met in practice. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import fmean


@dataclass(frozen=True, slots=True)
class Reader:
    """A visitor's knowledge, as the pages need it."""

    sees_all: bool = False
    """True for instructors."""
    met: frozenset[int] = frozenset()
    """The questions that there is evidence for, of some card that they still give."""
    withheld: frozenset[int] = frozenset()
    """The questions of open quizzes that show feedback at the end: covered until then, met or not."""

    recall: Mapping[int, float] = field(default_factory=dict, compare=False)
    """The chance of recalling today what each of these questions asks, from 0 to 1."""

    def recall_of(self, question_ids: Iterable[int]) -> float | None:
        """Return the mean chance of recalling some questions today; None where none of them was met."""
        chances = [self.recall[question_id] for question_id in question_ids if question_id in self.recall]
        return fmean(chances) if chances else None

    def waits_for(self, question_id: int) -> bool:
        """Say whether a question has to stay covered until an open quiz ends."""
        return not self.sees_all and question_id in self.withheld

    def knows(self, question_id: int) -> bool:
        """Say whether a question may be shown with its answer."""
        return self.sees_all or (question_id in self.met and question_id not in self.withheld)
