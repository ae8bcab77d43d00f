"""Keeping an erased person's answers for the statistics of questions, as those of nobody.

Points and answers stay exactly as they were counted. Whose they were goes: they are handed to a new row without a name,
which nobody can sign in as, moments are cut to their day, and ids that a browser made are replaced.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.db import Base

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""When nobody came: the moment of an erasure would say whose answers these were."""
_TICK = timedelta(microseconds=1)


def keep_answers(session: Session, person_id: int) -> int:
    """Make nobody's what somebody answered in quizzes, and return how many attempts are kept so."""
    ids = _attempts_that_count(session, person_id)
    if ids:
        nobody = Person(
            role=Role.GUEST, name="", session_stamp=secrets.token_hex(16), created_at=LONG_AGO, deactivated_at=LONG_AGO
        )
        session.add(nobody)
        session.flush()
        _hand_over_attempts(session, ids, nobody.id)
        _hand_over_sittings(session, ids, nobody.id)
        _cut_moments_of_answers(session, ids)
    return len(ids)


def _table(name: str) -> sa.Table:
    return Base.metadata.tables[name]


def _attempts_that_count(session: Session, person_id: int) -> Sequence[int]:
    """Return the attempts that statistics look at: finished ones, and others with an answer."""
    attempts, slots = _table("attempts").c, _table("slots").c
    answered = sa.exists().where(slots.attempt_id == attempts.id, slots.answered_at.is_not(None))
    counts = sa.or_(attempts.finished_at.is_not(None), answered)
    found = sa.select(attempts.id).where(attempts.learner_id == person_id, counts).order_by(attempts.id)
    return session.scalars(found).all()


def _hand_over_attempts(session: Session, ids: Sequence[int], nobody_id: int) -> None:
    attempts = _table("attempts")
    rows = session.execute(sa.select(attempts).where(attempts.c.id.in_(ids))).mappings().all()
    changed = [
        {
            "this": row["id"],
            "learner_id": nobody_id,
            "event_id": secrets.token_hex(8),
            "started_at": _day(row["started_at"]),
            "finished_at": _day(row["finished_at"]),
            "closes_at": None,  # nobody waits for its end any more
            "results_at": None,
            "terms": _usual(row["terms"]),
        }
        for row in rows
    ]
    values: dict[str, Any] = {name: sa.bindparam(name) for name in changed[0] if name != "this"}
    session.connection().execute(
        sa.update(attempts).where(attempts.c.id == sa.bindparam("this")).values(values), changed
    )


def _usual(terms: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return terms that tell nothing of extra time."""
    return terms if terms is None else terms | {"minutes": terms.get("usual_minutes")}


def _hand_over_sittings(session: Session, ids: Sequence[int], nobody_id: int) -> None:
    sittings = _table("sittings")
    session.execute(sa.update(sittings).where(sittings.c.attempt_id.in_(ids)).values(person_id=nobody_id, seed=0))


def _cut_moments_of_answers(session: Session, ids: Sequence[int]) -> None:
    """Leave of the moment of an answer its day and its place in the order: who was first at a question stays so."""
    slots, late = _table("slots"), _table("late_answers")
    places = session.execute(sa.select(slots.c.id, slots.c.answered_at).where(slots.c.attempt_id.in_(ids))).all()
    answered = sorted((at, number) for number, at in places if at is not None)
    moments = [{"this": number, "at": _day(at, place)} for place, (at, number) in enumerate(answered)]
    if moments:
        moment: dict[str, Any] = {"answered_at": sa.bindparam("at"), "revealed_at": None}
        session.connection().execute(sa.update(slots).where(slots.c.id == sa.bindparam("this")).values(moment), moments)
    of_them = [number for number, _at in places]
    session.execute(sa.delete(late).where(late.c.slot_id.in_(of_them)))
    _write_responses_anew(session, of_them)


def _write_responses_anew(session: Session, slot_ids: Sequence[int]) -> None:
    """Replace the log of answers by the same without moments and events: a row of a log is never changed."""
    responses = _table("responses")
    theirs = responses.c.slot_id.in_(slot_ids)
    rows = session.execute(sa.select(responses).where(theirs).order_by(responses.c.at, responses.c.id)).mappings().all()
    session.execute(sa.delete(responses).where(theirs))
    if rows:
        anew = [
            dict(row) | {"at": _day(row["at"], place), "event_id": secrets.token_hex(8)}
            for place, row in enumerate(rows)
        ]
        session.connection().execute(sa.insert(responses), anew)


def _day(moment: datetime | None, place: int = 0) -> datetime | None:
    if moment is None:
        return None
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + place * _TICK
