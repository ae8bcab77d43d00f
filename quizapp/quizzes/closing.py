"""Services that end attempts whose time is over. Nothing has to run for it: whoever looks sees them finished already.

Writing it down is done by whatever comes first: an answer that is too late, a sweep while serving, the server's start.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from quizapp.db import add_once
from quizapp.kinds.base import Answers
from quizapp.memory.services import Learner, learner_by_id
from quizapp.quizzes import queries
from quizapp.quizzes.models import Attempt, LateAnswer, Slot
from quizapp.quizzes.open_slots import OpenSlot
from quizapp.quizzes.services import finish_attempt
from quizapp.quizzes.terms import GRACE, Terms, is_over
from quizapp.scheduling.state import Rules
from quizapp.statements import Prepared

AT_ONCE = 200
"""Attempts that one transaction closes: others wait to write meanwhile."""
_LATE = cast("sa.Table", LateAnswer.__table__)


def is_overdue(now: datetime) -> sa.ColumnElement[bool]:
    """Return the condition for attempts that have ended by themselves and are not written down as finished."""
    return _ended_before(now - GRACE)


def _ended_before(moment: datetime | sa.BindParameter[datetime]) -> sa.ColumnElement[bool]:
    return sa.and_(Attempt.finished_at.is_(None), Attempt.closes_at.is_not(None), Attempt.closes_at < moment)


_OVERDUE = Prepared(  # to make it anew every few seconds would have a worker copy 2 MiB of what it shares
    lambda _dialect: sa.select(sa.exists().where(_ended_before(sa.bindparam("before", type_=Attempt.closes_at.type))))
)


def overdue_exist(session: Session, *, now: datetime) -> bool:
    """Say whether some attempt has ended by itself and is not written down as finished."""
    return _OVERDUE.first(session.connection(), {"before": now - GRACE}) == [True]


def close_overdue(session: Session, rules: Rules, *, now: datetime) -> int:
    """Finish the attempts whose time is over, the longest over first, and return how many; no more than AT_ONCE."""
    statement = sa.select(Attempt).where(is_overdue(now)).order_by(Attempt.closes_at).limit(AT_ONCE)
    attempts = session.scalars(statement.options(joinedload(Attempt.quiz))).all()
    for attempt in attempts:
        finish_attempt(session, learner_by_id(session, attempt.learner_id, rules), attempt, now=now)
    return len(attempts)


def keep_late_answer(  # noqa: PLR0913 - who, where, what, which event, when
    session: Session, learner: Learner, slot: OpenSlot, answers: Answers, *, event_id: str, now: datetime
) -> None:
    """Keep an answer that came too late, to be seen and not counted; its attempt is finished with what was saved."""
    kept = {"slot_id": slot.id, "event_id": event_id, "answers": list(answers), "at": now}
    add_once(session.connection(), _LATE, kept)
    attempt = queries.attempt_of_learner(session, learner.id, slot.attempt_id)
    if attempt is not None:
        finish_attempt(session, learner, attempt, now=now)


def late_answers(session: Session, attempt_id: int) -> dict[int, LateAnswer]:
    """Return the newest answer that came too late to each question of an attempt, by position."""
    statement = (
        sa.select(Slot.position, LateAnswer)
        .join(Slot, Slot.id == LateAnswer.slot_id)
        .where(Slot.attempt_id == attempt_id)
        .order_by(LateAnswer.at, LateAnswer.id)
    )
    return {row.position: row.LateAnswer for row in session.execute(statement)}


def as_seen(session: Session, attempt: Attempt, *, now: datetime) -> Attempt:
    """Return an attempt as it stands at a moment; one that has ended by itself is finished in a copy."""
    if attempt.finished_at is not None or not is_over(attempt.closes_at, now):
        return attempt
    slots = queries.slots_of_attempt(session, attempt.id)
    session.expunge(attempt)
    attempt.finished_at = attempt.closes_at
    attempt.score = sum(slot.score or 0.0 for slot in slots if not slot.dropped)
    return attempt


def move_end(session: Session, attempt: Attempt, terms: Terms, *, now: datetime) -> None:
    """Let an attempt end at another moment; one that has ended by itself goes on if that is still to come.

    Of one that is finished only the moment moves at which it is closed for everybody.
    """
    ended_by_itself = attempt.finished_at is not None and attempt.finished_at == attempt.closes_at
    if ended_by_itself and (terms.closes_at is None or terms.closes_at > now):
        attempt.finished_at = attempt.score = None
    attempt.results_at = terms.results_at
    if attempt.finished_at is None:
        attempt.terms, attempt.closes_at = terms.as_json(), terms.closes_at
    session.flush()
