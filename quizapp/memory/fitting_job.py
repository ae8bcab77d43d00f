"""Making fits from beginning to end: the slow work outside of the write gate, with a commit after each part of it.

Used by the command and, in a thread of its own, by the button. Whatever breaks off leaves what is committed true.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.db import reading
from quizapp.memory import fits, settling
from quizapp.memory.fit_lock import at_work
from quizapp.memory.fits import Outcome
from quizapp.memory.models import MemoryFit
from quizapp.memory.services import learner_by_id
from quizapp.memory.summaries import keep_summary, logs_of_group, summary_of_group
from quizapp.memory.weights import fit_in_force, fit_of_group, rules_following
from quizapp.scheduling.state import Rules
from quizapp.scheduling.trial import FEWEST_REVIEWS, Trial, try_fit

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be fitted."""

    by_id: int | None = None
    """Who asks; None for the command line."""
    each_learner: bool = True
    """Whether learners with enough answers get weights of their own."""
    fewest: int = FEWEST_REVIEWS


def make_fits(session: Session, rules: Rules, fit_id: int, wish: Wish, clock: Clock) -> Outcome:
    """Make the fit of many that was begun, then those of single learners; bring everybody over to what is adopted.

    Raises:
        OptimiserMissingError: SciPy is not installed.
    """
    with at_work(session):
        outcome = _make_fit(session, rules, fit_id, wish, clock)
        settle_everybody(session, rules)
        if wish.each_learner:
            _fit_learners(session, rules, fit_id, wish, clock)
            settle_everybody(session, rules)
    judge_everybody(session, rules, clock)
    return outcome


def _fit_learners(session: Session, rules: Rules, fit_id: int, wish: Wish, clock: Clock) -> None:
    with reading(session):
        group = fits.group_of_fit(session, session.get_one(MemoryFit, fit_id))
        learners = fits.learners_with_enough(session, wish.fewest, group)
    for learner_id in learners:
        fit = fits.begin_fit(session, by_id=wish.by_id, learner_id=learner_id, now=clock())
        session.commit()
        _make_fit(session, rules, fit.id, wish, clock)


def _make_fit(session: Session, rules: Rules, fit_id: int, wish: Wish, clock: Clock) -> Outcome:
    try:
        before, trial = _try(session, rules, fit_id, wish.fewest)
    except BaseException:  # a stop of the server, too: the fit is noted as failed, and it goes on up
        session.rollback()
        fits.fail_fit(session, session.get_one(MemoryFit, fit_id), now=clock())
        session.commit()
        raise
    outcome = fits.finish_fit(
        session, session.get_one(MemoryFit, fit_id), trial, before.parameters.weights, now=clock()
    )
    session.commit()
    return outcome


def _try(session: Session, rules: Rules, fit_id: int, fewest: int) -> tuple[Rules, Trial]:
    """Return the rules in force and what a trial against them comes to; no transaction is open while it is made."""
    with reading(session):
        fit = session.get_one(MemoryFit, fit_id)
        learner_id, group = fit.learner_id, fits.group_of_fit(session, fit)
        theirs = fit_in_force(session, None) if group is None else fit_of_group(session, group)
        common = before = rules_following(session, rules, theirs.id if theirs else None)
        if learner_id is not None:
            before = learner_by_id(session, learner_id, rules).rules
        logs = logs_of_group(session, group)
    # A class begins from the model's own weights, a learner from those of the class.
    begin = rules.parameters.weights if learner_id is None else common.parameters.weights
    return before, try_fit(logs, before, begin, fewest)


def settle_everybody(session: Session, rules: Rules) -> int:
    """Bring everybody over to the weights in force, a few learners a transaction, and return how many had memories."""
    settling.settle_strangers(session)
    session.commit()
    count = 0
    while True:
        with reading(session):
            replayed = settling.replay_learners(session, rules, settling.next_unsettled(session))
        if not replayed:
            return count
        settling.settle_learners(session, rules, replayed)
        session.commit()
        count += len(replayed)


def judge_everybody(session: Session, rules: Rules, clock: Clock) -> None:
    """Work out anew how well everyone's recall is predicted, and keep it."""
    with reading(session):
        summary = summary_of_group(session, rules)
    keep_summary(session, summary, now=clock())
    session.commit()
