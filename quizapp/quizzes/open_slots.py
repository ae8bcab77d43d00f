"""A slot as a value, with what of its attempt decides how it may be used, and what its learner may see of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from quizapp.quizzes.models import Feedback
from quizapp.quizzes.terms import ALL, NOTHING, Moment, Sight, Terms, is_over


@dataclass(frozen=True, slots=True)
class Telling:
    """What is about to be shown: an attempt, or its question at a place, with what it tells of answers."""

    learner_id: int
    attempt_id: int
    sight: Sight
    position: int = 0


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot with what of its attempt decides how it may be used."""

    id: int
    attempt_id: int
    learner_id: int
    position: int
    size: int
    version_id: int
    arrangement: tuple[tuple[int, ...], ...]
    answers: tuple[str, ...]
    score: float | None
    answered_at: datetime | None
    revealed_at: datetime | None
    finished_at: datetime | None
    feedback: str
    key_version_id: int | None = None
    """The version whose key marks it, where that is not the one asked."""
    certainty: int | None = None
    dropped: bool = False
    """Whether it counts no more."""
    terms: Terms | None = None
    """What was agreed as the attempt began; None for practice."""
    seen_at: datetime | None = None
    """The moment for which this is said, where terms make a difference."""

    def at(self, now: datetime) -> OpenSlot:
        """Return the slot as it stands at a moment: an attempt that has ended by itself is finished."""
        if self.terms is None:
            return self
        ended = self.finished_at is None and is_over(self.terms.closes_at, now)
        return replace(self, seen_at=now, finished_at=self.terms.closes_at if ended else self.finished_at)

    @property
    def sight(self) -> Sight:
        """Return what the learner may see now of how it was marked."""
        answered = self.feedback == Feedback.AT_ONCE and self.answered_at is not None
        return self._sight(answered=answered, finished=self.finished_at is not None)

    def _sight(self, *, answered: bool, finished: bool) -> Sight:
        if self.terms is None:
            return ALL if finished or answered else NOTHING
        return self.terms.shows.sight(Moment(answered, finished, _has_passed(self.terms.results_at, self.seen_at)))

    @property
    def shows_marks(self) -> bool:
        """Say whether the learner may see how their answers were marked, wherever in the attempt one is given."""
        return self._sight(answered=self.feedback == Feedback.AT_ONCE, finished=self.finished_at is not None).verdict

    @property
    def shows_points(self) -> bool:
        """Say whether the learner may see what the answer is worth: never where they add up to points held back."""
        return self.sight.verdict and self._sight(answered=True, finished=True).score

    @property
    def shows_feedback(self) -> bool:
        """Say whether the learner may see now all of what was right and why."""
        sight = self.sight
        return sight.verdict and sight.key and sight.explanation

    @property
    def tells(self) -> Sight:
        """Return what its page tells now: the back of a self-rated question, too, shown before it is rated.

        Where results are to come it has to be asked all the same: nobody could rate it.
        """
        results_at = self.terms.results_at if self.terms else None
        waits = results_at is not None and not _has_passed(results_at, self.seen_at)
        return replace(self.sight, key=True) if self.revealed_at is not None and not waits else self.sight

    @property
    def is_closed(self) -> bool:
        """Say whether the answer stands: nothing sent now changes it."""
        if self.finished_at is not None:
            return True
        return self.feedback == Feedback.AT_ONCE and self.answered_at is not None

    @property
    def is_late(self) -> bool:
        """Say whether its attempt has ended by itself, so that what is sent now comes too late."""
        closes_at = self.terms.closes_at if self.terms else None
        if closes_at is None or self.seen_at is None or not is_over(closes_at, self.seen_at):
            return False
        return self.finished_at is None or self.finished_at >= closes_at

    @property
    def time_is_up(self) -> bool:
        """Say whether nothing more is asked: only what is on its way is still waited for."""
        closes_at = self.terms.closes_at if self.terms else None
        return self.finished_at is None and _has_passed(closes_at, self.seen_at)


def _has_passed(moment: datetime | None, now: datetime | None) -> bool:
    return moment is not None and now is not None and now >= moment
