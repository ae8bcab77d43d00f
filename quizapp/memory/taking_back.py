"""Services that take many events of the log back at once, each by an event of its own, and replay their cards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.memory import queries
from quizapp.memory.models import ReviewEvent
from quizapp.memory.rows import STATE
from quizapp.memory.services import LOG, keep_states
from quizapp.memory.weights import rules_of_learners
from quizapp.scheduling.evidence import replay
from quizapp.scheduling.state import Rules

_UNDO_COLUMNS = [
    *("event_id", "learner_id", "card_id", "source", "rating", "at"),
    *("day", "recorded_at", "was_new", "undoes_id"),
]


def take_back_events(session: Session, events: sa.Select[*tuple[Any, ...]], rules: Rules, *, now: datetime) -> int:
    """Take events of the log back that nobody took back before; return how many memories they were about."""
    undo = LOG.alias()
    mine = events.where(~sa.exists().where(undo.c.undoes_id == LOG.c.id)).subquery()
    connection = session.connection()
    about = {(row[0], row[1]) for row in connection.execute(sa.select(mine.c.learner_id, mine.c.card_id))}
    connection.execute(sa.insert(LOG).from_select(_UNDO_COLUMNS, _undoing(mine, rules.day(now), now)))
    replay_memories(session, about, rules)
    return len(about)


def replay_memories(session: Session, about: set[tuple[int, int]], rules: Rules) -> None:
    """Bring memories, by (learner id, card id), in line with the log; what has no evidence left is forgotten."""
    if not about:
        return
    learners, cards = ({one[place] for one in about} for place in (0, 1))
    among = (ReviewEvent.learner_id.in_(learners), ReviewEvent.card_id.in_(cards))
    rules_by_learner = rules_of_learners(session, rules, learners)
    memories = {
        (learner_id, card_id): replay(evidence, card_id=card_id, rules=rules_by_learner[learner_id])
        for learner_id, card_id, evidence in queries.evidence_by_learner_and_card(session, *among)
        if (learner_id, card_id) in about
    }
    kept = {key: memory for key, memory in memories.items() if memory is not None}
    keep_states(session, rules_by_learner, kept)
    gone = sorted(about - kept.keys())
    session.execute(sa.delete(STATE).where(sa.tuple_(STATE.c.learner_id, STATE.c.card_id).in_(gone)))


def _undoing(mine: sa.Subquery, day: int, now: datetime) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        mine.c.event_id + "/undo",
        mine.c.learner_id,
        mine.c.card_id,
        sa.literal(queries.UNDO),
        sa.literal(0),
        sa.literal(now, type_=LOG.c.at.type),
        sa.literal(day),
        sa.literal(now, type_=LOG.c.at.type),
        sa.literal(False),
        mine.c.id,
    )
