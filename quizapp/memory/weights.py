"""Which weights a learner's memories follow, and which calendar. A fit's weights never change: they are read once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.accounts.signals import person_made
from quizapp.accounts.visitor import PEOPLE
from quizapp.memory.models import FitLearner, MemoryFit
from quizapp.scheduling.state import Parameters, Rules
from quizapp.sessions import database_of
from quizapp.statements import Prepared

ADOPTED = "adopted"
_kept: WeakKeyDictionary[Engine | Connection, dict[int, tuple[float, ...]]] = WeakKeyDictionary()


def connect() -> None:
    """Let whoever is new begin with the weights that everyone follows."""
    person_made.connect(_begin)


def _begin(person: Person, *, session: Session) -> None:
    fit = fit_in_force(session, None)
    person.weights_id = fit.id if fit else None


def weights_of_fit(session: Session, fit_id: int) -> tuple[float, ...]:
    """Return the weights of an adopted fit; the second time without touching the database."""
    kept = _kept.setdefault(database_of(session), {})
    if fit_id not in kept:
        found = session.connection().execute(sa.select(MemoryFit.weights).where(MemoryFit.id == fit_id)).scalar_one()
        kept[fit_id] = tuple(float(weight) for weight in found)
    return kept[fit_id]


def rules_following(session: Session, rules: Rules, weights_id: int | None) -> Rules:
    """Return rules with the weights of a fit; without one they stay as they are."""
    if weights_id is None:
        return rules
    weights = weights_of_fit(session, weights_id)
    return replace(rules, parameters=replace(rules.parameters, weights=weights, version=f"fsrs-6-fit-{weights_id}"))


def own_rules(rules: Rules) -> Rules:
    """Return rules with the weights that the model comes with."""
    own = Parameters()
    return replace(rules, parameters=replace(rules.parameters, weights=own.weights, version=own.version))


class Followed(NamedTuple):
    """What somebody's memories follow, as it stands with them."""

    weights_id: int | None
    """A fit; None for the model's own weights."""
    calendar: str | None
    """A class's, such as “Asia/Yerevan 4”; None for the installation's."""


FOLLOWED = (PEOPLE.c.weights_id, PEOPLE.c.calendar)
"""In the order of Followed."""


def followed_by(session: Session, learner_id: int) -> Followed:
    """Return what a learner's memories follow, as this transaction sees it."""
    row = _followed.first(session.connection(), {"learner": learner_id})
    return Followed(*row) if row else Followed(None, None)


_followed = Prepared(lambda _dialect: sa.select(*FOLLOWED).where(PEOPLE.c.id == sa.bindparam("learner")))


def rules_by(session: Session, installed: Rules, followed: Followed) -> Rules:
    """Return the installation's rules as somebody follows them: with their weights, in their calendar."""
    return in_calendar(rules_following(session, installed, followed.weights_id), followed.calendar)


def in_calendar(rules: Rules, calendar: str | None) -> Rules:
    """Return rules whose days are those of a calendar; for None, or a zone that nobody knows any more, unchanged."""
    return rules if calendar is None else _in_calendar(rules, calendar)


@lru_cache(maxsize=256)
def _in_calendar(rules: Rules, calendar: str) -> Rules:
    name, _, hour = calendar.rpartition(" ")
    try:
        return replace(rules, zone=ZoneInfo(name), rollover_hour=int(hour))
    except (ZoneInfoNotFoundError, ValueError):
        return rules


def rules_of_learners(session: Session, rules: Rules, learner_ids: Collection[int] | None) -> dict[int, Rules]:
    """Return the rules of some learners, of all for None, by one statement and one for each fit not met before."""
    statement = sa.select(PEOPLE.c.id, *FOLLOWED)
    if learner_ids is not None:
        statement = statement.where(PEOPLE.c.id.in_(learner_ids))
    followed = {row[0]: Followed(*row[1:]) for row in session.connection().execute(statement)}
    known = {one: rules_by(session, rules, one) for one in set(followed.values())}
    return {learner_id: known[one] for learner_id, one in followed.items()}


def fit_in_force(session: Session, learner_id: int | None) -> MemoryFit | None:
    """Return the newest adopted fit that was not reverted: a learner's own, or for None everyone's."""
    whose = MemoryFit.learner_id.is_not_distinct_from(learner_id)
    return session.scalar(_newest_in_force().where(whose, ~MemoryFit.of_group))


def fit_of_group(session: Session, group: Collection[int]) -> MemoryFit | None:
    """Return the newest fit in force of a group that all of some learners are in; else everyone's."""
    members = sa.select(FitLearner.fit_id).where(FitLearner.learner_id.in_(group)).group_by(FitLearner.fit_id)
    theirs = _newest_in_force().where(MemoryFit.id.in_(members.having(sa.func.count() == len(set(group)))))
    return session.scalar(theirs) or fit_in_force(session, None)


def _newest_in_force() -> sa.Select[MemoryFit]:
    in_force = MemoryFit.outcome == ADOPTED, MemoryFit.reverted_at.is_(None)
    return sa.select(MemoryFit).where(*in_force).order_by(MemoryFit.id.desc()).limit(1)
