"""Recomputing every memory from the log: the proof that the log is the truth.

Logs are long, so rows are read as the database keeps them, one learner at a time, and replayed without making values
of them (scheduling/replaying.py).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.memory.queries import UNDO
from quizapp.memory.rows import STATE, STATE_COLUMNS
from quizapp.memory.services import LOG, Learner, store_memories, store_memory
from quizapp.memory.weights import rules_of_learners
from quizapp.scheduling.replaying import Replayer, State, memory_of_state
from quizapp.scheduling.state import Rules, Source
from quizapp.statements import Prepared


def rebuild_memories(session: Session, rules: Rules) -> tuple[int, list[tuple[int, int]]]:
    """Recompute every state from the log, by the weights that each learner follows, and store those that differ.

    Returns:
        How many states the log gives, and the (learner id, card id) of those that were stored otherwise, or not at all.
    """
    connection, mine = session.connection(), rules_of_learners(session, rules, None)
    replayers = {followed: Replayer(followed) for followed in set(mine.values())}
    undone, total, differing = _undone(connection), 0, []
    for learner_id in _learners(connection):
        replayer = replayers[mine[learner_id]]
        events, stored = _events_by_card(connection, learner_id, undone), _stored(connection, learner_id)
        states = {card_id: replayer.replay(card_id, of_card) for card_id, of_card in events.items()}
        changed = {card_id: state for card_id, state in states.items() if stored.pop(card_id, None) != state}
        total += len(states)
        differing += [(learner_id, card_id) for card_id in (*changed, *stored)]
        _store(session, Learner(learner_id, mine[learner_id]), changed, stored)
    return total, differing


def _store(session: Session, learner: Learner, changed: dict[int, State | None], unfounded: dict[int, Any]) -> None:
    """Store the states that the log gives, and forget those without any evidence."""
    memories = {card_id: memory_of_state(state) for card_id, state in changed.items() if state is not None}
    store_memories(session, learner, memories)
    for card_id in (*unfounded, *(card_id for card_id, state in changed.items() if state is None)):
        store_memory(session, learner, card_id, None)


_COUNTS = sa.and_(LOG.c.source != UNDO, LOG.c.source != Source.CRAM.value)
_LEARNER = sa.bindparam("learner", type_=sa.Integer)


def _text(moment: sa.Column[Any], dialect: str) -> sa.ColumnElement[str]:
    """Return a moment as the replay wants it; SQLite keeps it so."""
    if dialect == "sqlite":
        return sa.type_coerce(moment, sa.Text)
    return sa.func.to_char(sa.func.timezone("UTC", moment), "YYYY-MM-DD HH24:MI:SS.US")


def _select_events(dialect: str) -> sa.Select[Any]:
    event = LOG.c
    columns = (event.card_id, _text(event.at, dialect), event.id, event.rating, event.source)
    statement = sa.select(*columns, event.placed_day, event.days).where(event.learner_id == _LEARNER, _COUNTS)
    return statement.order_by(event.card_id)


def _select_states(dialect: str) -> sa.Select[Any]:
    columns = [_text(one, dialect) if one.name in {"last_at", "due_at"} else one for one in STATE_COLUMNS]
    return sa.select(STATE.c.card_id, *columns).where(STATE.c.learner_id == _LEARNER)


_events, _states = Prepared(_select_events), Prepared(_select_states)


def _learners(connection: sa.Connection) -> list[int]:
    """Return everybody who has events or states."""
    known = sa.union(sa.select(LOG.c.learner_id), sa.select(STATE.c.learner_id)).subquery()
    return list(connection.scalars(sa.select(known).order_by(known.c.learner_id)))


def _undone(connection: sa.Connection) -> frozenset[int | None]:
    return frozenset(connection.scalars(sa.select(LOG.c.undoes_id).where(LOG.c.undoes_id.is_not(None))))


def _events_by_card(connection: sa.Connection, learner_id: int, undone: frozenset[int | None]) -> dict[int, list[Any]]:
    """Return a learner's events as the replay takes them, by card, those of a moment as they were recorded."""
    by_card = defaultdict(list)
    for event in _events.rows(connection, {"learner": learner_id}):
        if event[2] not in undone:
            by_card[event[0]].append(event)
    return by_card


def _stored(connection: sa.Connection, learner_id: int) -> dict[int, tuple[Any, ...]]:
    """Return a learner's states as they are stored, by card id."""
    return {row[0]: row[1:] for row in _states.rows(connection, {"learner": learner_id})}
