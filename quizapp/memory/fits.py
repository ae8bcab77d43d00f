"""Services of fits: beginning one, recording what it came to, taking it back. The log decides; nothing here is slow."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.memory.models import FitLearner, MemoryFit, ReviewEvent
from quizapp.memory.weights import ADOPTED
from quizapp.scheduling.fitting import Weights
from quizapp.scheduling.held_out import HeldOut, held_out_from_json
from quizapp.scheduling.trial import FEWEST_REVIEWS, Trial

STALE = timedelta(minutes=30)
"""A fit that runs longer was cut off: its process was stopped."""
FITS_TOLD = 20
"""How many of the newest fits are told of, be they for everyone or of a class."""


class Outcome(StrEnum):
    """What became of a fit."""

    RUNNING = "running"
    ADOPTED = ADOPTED
    NOT_BETTER = "not_better"
    """Its log loss on what was held back does not fall with all of the interval."""
    TOO_FEW = "too_few"
    FAILED = "failed"


class FitRunningError(Exception):
    """Another fit is being made."""


class NotInForceError(Exception):
    """The fit was never adopted, or was taken back before."""


def begin_fit(
    session: Session,
    *,
    by_id: int | None,
    learner_id: int | None = None,
    group: Collection[int] | None = None,
    now: datetime,
) -> MemoryFit:
    """Record that a fit is being made: for everyone, for one learner, or for a group of them.

    Raises:
        FitRunningError: only one is made at a time.
    """
    running = fit_running(session)
    if running is not None:
        if running.begun_at > now - STALE:
            raise FitRunningError
        running.outcome = Outcome.FAILED
        session.flush()
    of_group = group is not None
    fit = MemoryFit(begun_at=now, by_id=by_id, learner_id=learner_id, outcome=Outcome.RUNNING, of_group=of_group)
    session.add(fit)
    session.flush()
    session.add_all(FitLearner(fit_id=fit.id, learner_id=one) for one in sorted(set(group or ())))
    session.flush()
    return fit


def fit_running(session: Session) -> MemoryFit | None:
    """Return the fit that is being made, if one is."""
    return session.scalar(sa.select(MemoryFit).where(MemoryFit.outcome == Outcome.RUNNING))


def give_up_fit(session: Session, *, now: datetime) -> None:
    """Record that a fit broke off whose process has ended; to be asked where nobody else can be at it."""
    if (running := fit_running(session)) is not None:
        fail_fit(session, running, now=now)


def finish_fit(session: Session, fit: MemoryFit, trial: Trial, before: Weights, *, now: datetime) -> Outcome:
    """Record what a fit came to; one that is better is in force from now on."""
    fit.finished_at = now
    fit.learners, fit.reviews = trial.learners, trial.reviews
    fit.weights_before = list(before)
    if trial.weights is not None and trial.held_out is not None:
        fit.weights, fit.held_out = list(trial.weights), trial.held_out.as_json()
        outcome = Outcome.ADOPTED if trial.is_better else Outcome.NOT_BETTER
    else:
        outcome = Outcome.TOO_FEW
    fit.outcome = outcome
    session.flush()
    return outcome


def fail_fit(session: Session, fit: MemoryFit, *, now: datetime) -> None:
    """Record that a fit broke off."""
    fit.outcome, fit.finished_at = Outcome.FAILED, now
    session.flush()


def revert_fit(session: Session, fit: MemoryFit, *, by_id: int | None, now: datetime) -> None:
    """Take a fit back: the weights before it are in force again.

    Raises:
        NotInForceError: there is nothing to take back.
    """
    if fit.outcome != Outcome.ADOPTED or fit.reverted_at is not None:
        raise NotInForceError
    fit.reverted_at, fit.reverted_by_id = now, by_id
    session.flush()


def revert_own_fits(session: Session, *, by_id: int | None, now: datetime) -> int:
    """Take back all weights that learners have of their own, and return for how many."""
    fits = session.scalars(sa.select(MemoryFit).where(*_own_in_force())).all()
    for fit in fits:
        revert_fit(session, fit, by_id=by_id, now=now)
    return len({fit.learner_id for fit in fits})


def _own_in_force() -> tuple[sa.ColumnElement[bool], ...]:
    own = MemoryFit.learner_id.is_not(None)
    return own, MemoryFit.outcome == Outcome.ADOPTED, MemoryFit.reverted_at.is_(None)


def learners_with_own(session: Session) -> int:
    """Return how many learners have weights of their own in force."""
    statement = sa.select(sa.func.count(MemoryFit.learner_id.distinct())).where(*_own_in_force())
    return session.scalar(statement) or 0


def fits_for_everyone(session: Session) -> list[MemoryFit]:
    """Return the newest fits for everyone, whatever came of them."""
    for_all = MemoryFit.learner_id.is_(None), ~MemoryFit.of_group
    return list(session.scalars(sa.select(MemoryFit).where(*for_all).order_by(MemoryFit.id.desc()).limit(FITS_TOLD)))


def group_of_fit(session: Session, fit: MemoryFit) -> list[int] | None:
    """Return whose logs a fit is made over; None for everyone's."""
    if fit.learner_id is not None:
        return [fit.learner_id]
    members = sa.select(FitLearner.learner_id).where(FitLearner.fit_id == fit.id).order_by(FitLearner.learner_id)
    return list(session.scalars(members)) if fit.of_group else None


def figures_of(fit: MemoryFit) -> HeldOut | None:
    """Return a fit's figures on what was held back."""
    return held_out_from_json(fit.held_out) if fit.held_out else None


def learners_with_enough(
    session: Session, fewest: int = FEWEST_REVIEWS, group: Collection[int] | None = None
) -> list[int]:
    """Return the learners of a group, or of all, whose logs may hold enough answers for weights of their own."""
    among = () if group is None else (ReviewEvent.learner_id.in_(group),)
    statement = (
        sa.select(ReviewEvent.learner_id)
        .where(ReviewEvent.rating > 0, *among)
        .group_by(ReviewEvent.learner_id)
        .having(sa.func.count() >= fewest)
        .order_by(ReviewEvent.learner_id)
    )
    return list(session.scalars(statement))
