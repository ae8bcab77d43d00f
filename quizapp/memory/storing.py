"""Services that add reviews to the log and keep states, many at once: as replaying has them, moments as texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.adding import Adding
from quizapp.db import insert_into
from quizapp.memory.models import ReviewEvent
from quizapp.memory.rows import STATE, STATE_COLUMNS
from quizapp.memory.services import Learner
from quizapp.scheduling.replaying import State
from quizapp.scheduling.state import Source

Reviewed = tuple[str, int, int, str, int, int | None, bool]
"""A review: its event's id, card, rating, when, the learner-day, milliseconds, and whether the card was new."""

_KEY = ("learner_id", "card_id")


def _upsert(dialect: str) -> sa.Insert:
    statement: Any = insert_into(STATE, dialect)
    changed = {column.name: statement.excluded[column.name] for column in STATE.c if column.name not in _KEY}
    return cast("sa.Insert", statement.on_conflict_do_update(index_elements=_KEY, set_=changed))


_add_reviews = Adding(
    cast("sa.Table", ReviewEvent.__table__),
    ("event_id", "card_id", "rating", "at", "day", "duration_ms", "was_new"),
    without=("id",),
)
_keep_states = Adding(STATE, ("card_id", *(column.name for column in STATE_COLUMNS)), make=_upsert)


def adding_reviews(
    connection: Connection, learner: Learner, reviews: Sequence[Reviewed], *, now: datetime
) -> Callable[[], None]:
    """Return what adds ratings of flashcards to a learner's log: all that is left is the database's to do."""
    nothing = dict.fromkeys(("score", "told_at", "placed_day", "days", "undoes_id"))
    same = {"learner_id": learner.id, "source": Source.REVIEW.value, "recorded_at": now} | nothing
    return _add_reviews.made_ready(connection, same, list(zip(*reviews, strict=True)))


def keeping_states(connection: Connection, learner: Learner, states: Sequence[tuple[int, State]]) -> Callable[[], None]:
    """Return what keeps states, each with its card's id, as those of a learner's cards, in the same way."""
    same = {"learner_id": learner.id, "parameters": learner.rules.parameters.version}
    numbers, values = zip(*states, strict=True) if states else ((), ())
    columns = [numbers, *zip(*values, strict=True)] if states else []
    return _keep_states.made_ready(connection, same, columns)
