"""What several attempts are worth together, and which of them count. Values and arithmetic only."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from quizapp.assignments.deadlines import Allowed, Phase
from quizapp.quizzes.terms import Counts


class State(StrEnum):
    """How far a student is with an assignment."""

    EXCUSED = "excused"
    COMING = "coming"
    OPEN = "open"
    """Nothing was begun yet, and there is time."""
    BEGUN = "begun"
    DONE = "done"
    MISSED = "missed"
    """It closed, and nothing was done."""
    HIDDEN = "hidden"
    """It is of what somebody remembers, which is not for whoever looks."""


class Try(NamedTuple):
    """One attempt, as far as its worth goes."""

    number: int
    attempt_id: int
    started_at: datetime
    finished_at: datetime | None
    share: float = 0.0
    """The share of its points that was reached, from 0 to 1, before anything is taken off."""
    days_late: int = 0
    kept: float = 1.0
    """Which part of that it keeps, as it was late."""
    seen_before: int = 0

    @property
    def worth(self) -> float:
        """Return the share that it is worth, from 0 to 1."""
        return self.share * self.kept


class Outcome(NamedTuple):
    """What became of an assignment with one student."""

    assignment_id: int
    person_id: int
    allowed: Allowed
    state: State
    tries: tuple[Try, ...] = ()
    """All of them, in their order, a running one too."""
    share: float | None = None
    """What counts, from 0 to 1; None where there is nothing yet."""
    counted: tuple[int, ...] = ()
    """The attempts that count, by id."""
    progress: str = ""
    """What was done of a goal or a reading, such as "12/20"."""

    @property
    def running(self) -> Try | None:
        """Return the attempt that goes on."""
        for one in self.tries:
            if one.finished_at is None:
                return one
        return None

    def is_to_do(self, now: datetime) -> bool:
        """Say whether it is to be done or gone on with: what closed with a part of it done is not any more."""
        if self.running is not None:
            return True
        return self.state in {State.OPEN, State.BEGUN} and self.allowed.phase(now) != Phase.CLOSED

    @property
    def tries_left(self) -> int | None:
        """Return how many attempts may still be begun; None for as many as one likes."""
        return None if self.allowed.attempts is None else max(0, self.allowed.attempts - len(self.tries))


def hidden(outcome: Outcome) -> Outcome:
    """Return an outcome without what was reached, and without whether it was."""
    if outcome.state in {State.EXCUSED, State.COMING}:
        return outcome._replace(share=None, progress="")
    return outcome._replace(state=State.HIDDEN, share=None, progress="")


def what_counts(tries: Sequence[Try], counts: str) -> tuple[float | None, tuple[int, ...]]:
    """Return what finished attempts are worth together, and which of them count."""
    finished = [one for one in tries if one.finished_at is not None]
    if not finished:
        return None, ()
    if len(finished) == 1:  # all rules agree
        return finished[0].worth, (finished[0].attempt_id,)
    if counts == Counts.MEAN:
        return statistics.fmean(one.worth for one in finished), tuple(one.attempt_id for one in finished)
    chosen = {
        Counts.FIRST: finished[0],
        Counts.LATEST: finished[-1],
        Counts.BEST: max(finished, key=lambda one: one.worth),
    }[Counts(counts)]
    return chosen.worth, (chosen.attempt_id,)


def state_of(tries: Sequence[Try], allowed: Allowed, *, now: datetime) -> State:
    """Return how far a student is with a quiz."""
    if allowed.excused:
        return State.EXCUSED
    for one in tries:
        if one.finished_at is None:
            return State.BEGUN
    return State.DONE if tries else state_without_work(allowed, now=now)


def state_without_work(allowed: Allowed, *, now: datetime) -> State:
    """Return how far a student is who has done nothing yet."""
    phase = allowed.phase(now)
    if phase == Phase.COMING:
        return State.COMING
    return State.MISSED if phase == Phase.CLOSED else State.OPEN
