"""What the page about everyone's predictions is handed: figures of a group, never of so few that one could be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.insights.pages import Prediction, prediction_of
from quizapp.memory import fits, summaries
from quizapp.memory.models import MemoryFit
from quizapp.memory.settling import unsettled
from quizapp.memory.weights import fit_in_force
from quizapp.scheduling.fitting import optimiser_is_there
from quizapp.scheduling.held_out import HeldOut
from quizapp.scheduling.state import Rules
from quizapp.scheduling.summing import Summary

FEWEST_LEARNERS = 5
"""Below them nothing of a group is shown: it would tell about single learners."""
WORKED_OUT_AT_ONCE = 5_000
"""Rows of the log up to which the page replays it, in 0.15 s; with more it shows what was worked out before."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A fit as its row of the table tells it."""

    fit: MemoryFit
    by: str
    """Whose wish it was; empty for the command line."""
    figures: HeldOut | None
    """None where there are none, and where they would be of too few learners."""
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Everyone:
    """All that the page shows."""

    prediction: Prediction | None
    """None where nothing was worked out yet, or it is of too few learners."""
    learners: int | None
    """In what was worked out; None where nothing was."""
    worked_out_at: datetime | None
    """None where it is of this moment."""
    in_force: MemoryFit | None
    running: MemoryFit | None
    unsettled: int
    own: int
    tried: list[Tried]
    optimiser: bool


def everyone(session: Session, rules: Rules) -> Everyone:
    """Return how well everyone's recall is predicted, by which weights, and what fits there were."""
    summary, at = _newest(session, rules)
    shown = summary is not None and summary.learners >= FEWEST_LEARNERS
    return Everyone(
        prediction=prediction_of(_without_few(summary)) if summary and shown else None,
        learners=summary.learners if summary else None,
        worked_out_at=at,
        in_force=fit_in_force(session, None),
        running=fits.fit_running(session),
        unsettled=unsettled(session),
        own=fits.learners_with_own(session),
        tried=tried_fits(session, fits.fits_for_everyone(session)),
        optimiser=optimiser_is_there(),
    )


def tried_fits(session: Session, rows: Sequence[MemoryFit]) -> list[Tried]:
    """Return fits that are done as rows of their table."""
    names = _names(session, {fit.by_id for fit in rows if fit.by_id is not None})
    return [_tried(fit, names) for fit in rows if fit.outcome != fits.Outcome.RUNNING]


def _without_few(summary: Summary) -> Summary:
    """Leave out the tenths of the scale in which so few learners were predicted that it would tell about them."""
    return replace(summary, bins=tuple(one for one in summary.bins if one.learners >= FEWEST_LEARNERS))


def _newest(session: Session, rules: Rules) -> tuple[Summary | None, datetime | None]:
    """Work the figures out where the log is short; else return those that were kept, and when, if there are."""
    if summaries.newest_event(session) <= WORKED_OUT_AT_ONCE:
        return summaries.summary_of_group(session, rules), None
    kept = summaries.newest_summary(session)
    return (kept.summary, kept.at) if kept else (None, None)


def _tried(fit: MemoryFit, names: dict[int, str]) -> Tried:
    is_hidden = fit.learners < FEWEST_LEARNERS and fit.held_out is not None
    figures = None if is_hidden else fits.figures_of(fit)
    return Tried(fit, names.get(fit.by_id, "") if fit.by_id is not None else "", figures, is_hidden)


def _names(session: Session, people: set[int]) -> dict[int, str]:
    rows = session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(people)))
    return dict(rows.all())
