"""The log and the states as the database keeps them, for replaying many of them. Nothing here changes anything.

Plain tuples with moments as texts, a learner at a time: making values of them costs more than the replay itself.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.memory.models import ReviewEvent
from quizapp.memory.queries import UNDO
from quizapp.memory.rows import STATE, STATE_COLUMNS
from quizapp.scheduling.replaying import Logged, State
from quizapp.scheduling.state import Source
from quizapp.statements import Prepared

_LOG = cast("sa.Table", ReviewEvent.__table__).c
_UNDOING = cast("sa.Table", ReviewEvent.__table__).alias("undoing").c
_LEARNER = sa.bindparam("learner", type_=sa.Integer)
_COUNTS = sa.and_(_LOG.learner_id == _LEARNER, _LOG.source != UNDO, _LOG.source != Source.CRAM.value)
_UNDOES = sa.and_(_LOG.learner_id == _LEARNER, _LOG.undoes_id.is_not(None))


def _text(moment: sa.Column[Any], dialect: str) -> sa.ColumnElement[str]:
    """Return a moment as the replay wants it; SQLite keeps it so."""
    if dialect == "sqlite":
        return sa.type_coerce(moment, sa.Text)
    return sa.func.to_char(sa.func.timezone("UTC", moment), "YYYY-MM-DD HH24:MI:SS.US")


def _select_events(dialect: str) -> sa.Select[Any]:
    columns = (_LOG.card_id, _text(_LOG.at, dialect), _LOG.id, _LOG.rating, _LOG.source, _LOG.placed_day, _LOG.days)
    # Events of one moment count in the order in which they came: SQLite's index has them so, PostgreSQL's has not.
    order = (_LOG.card_id,) if dialect == "sqlite" else (_LOG.card_id, _LOG.id)
    return sa.select(*columns, _LOG.duration_ms).where(_COUNTS).order_by(*order)


def _select_states(dialect: str) -> sa.Select[Any]:
    columns = [_text(one, dialect) if one.name in {"last_at", "due_at"} else one for one in STATE_COLUMNS]
    return sa.select(STATE.c.card_id, *columns).where(STATE.c.learner_id == _LEARNER)


_events, _states = Prepared(_select_events), Prepared(_select_states)
_undone = Prepared(lambda _dialect: sa.select(_LOG.undoes_id).where(_UNDOES))
_moments_undone = Prepared(
    lambda dialect: sa.select(_LOG.card_id, _text(_LOG.at, dialect)).where(
        _LOG.learner_id == _LEARNER, _LOG.id.in_(sa.select(_UNDOING.undoes_id).where(_UNDOING.learner_id == _LEARNER))
    )
)


def learners_with_memories(connection: Connection) -> list[int]:
    """Return everybody who has events or states."""
    known = sa.union(sa.select(_LOG.learner_id), sa.select(STATE.c.learner_id)).subquery()
    return list(connection.scalars(sa.select(known).order_by(known.c.learner_id)))


def events_by_card(connection: Connection, learner_id: int) -> dict[int, list[Logged]]:
    """Return all evidence of a learner that was not taken back, by card id."""
    who = {"learner": learner_id}
    undone = {row[0] for row in _undone.rows(connection, who)}
    by_card: dict[int, list[Logged]] = defaultdict(list)
    for event in cast("list[Logged]", _events.rows(connection, who)):
        if event[2] not in undone:
            by_card[event[0]].append(event)
    return by_card


def moments_taken_back(connection: Connection, learner_id: int) -> dict[int, list[str]]:
    """Return when a learner gave the answers that were taken back since, as texts, by card id."""
    by_card: dict[int, list[str]] = defaultdict(list)
    for card_id, at in _moments_undone.rows(connection, {"learner": learner_id}):
        by_card[card_id].append(at)
    return by_card


def states_by_card(connection: Connection, learner_id: int) -> dict[int, State]:
    """Return a learner's states as they are stored, by card id."""
    return {row[0]: cast("State", row[1:]) for row in _states.rows(connection, {"learner": learner_id})}
