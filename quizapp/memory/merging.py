"""Services that let what was answered at a card count for another one, as their questions became one; and the way back.

All is events of the log: each answer is repeated for the other card, with its own moment, so that a replay puts it in
its place, and taking that back is an event, too. The repetitions are no reviews of any day: what a learner did is
counted where they did it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.memory.models import ReviewEvent
from quizapp.memory.queries import not_undone
from quizapp.memory.rows import STATE
from quizapp.memory.services import LOG
from quizapp.memory.taking_back import replay_memories, take_back_events
from quizapp.scheduling.state import MERGED, Rules, Source

_NEVER_REPEATED = (Source.RELEARN, Source.POSTPONE)
"""They moved the other card's day, and tell nothing of what is remembered."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """What was repeated for other cards."""

    name: str
    """What the ids of these events begin with."""
    memories: int
    """How many memories they made or changed."""


def repeat_evidence(session: Session, cards: Mapping[int, int], rules: Rules, *, now: datetime) -> Repeated:
    """Let all answers to some cards count for others, too: card id → card id.

    An answer of the same moment is there already, where two were merged before: it does not count twice.
    """
    connection = session.connection()
    last = connection.execute(sa.select(sa.func.max(LOG.c.id))).scalar() or 0
    name = f"merge/{last}:"
    for card_id, into_id in cards.items():
        connection.execute(sa.insert(LOG).from_select(_COLUMNS, _repeated(name, card_id, into_id, now)))
    made = sa.select(LOG.c.learner_id, LOG.c.card_id).where(LOG.c.id > last)
    about = {(row[0], row[1]) for row in connection.execute(made.distinct())}
    replay_memories(session, about, rules)
    return Repeated(name, len(about))


_COLUMNS = [
    *("event_id", "learner_id", "card_id", "source", "rating", "score", "at"),
    *("day", "recorded_at", "duration_ms", "was_new", "placed_day"),
]


def _repeated(name: str, card_id: int, into_id: int, now: datetime) -> sa.Select[*tuple[object, ...]]:
    event, there = ReviewEvent, LOG.alias()
    undo = LOG.alias()
    is_rated = event.source.in_((Source.REVIEW, Source.MERGED))
    known = sa.exists().where(
        there.c.learner_id == event.learner_id,
        there.c.card_id == into_id,
        there.c.at == event.at,
        there.c.rating > 0,
        ~sa.exists().where(undo.c.undoes_id == there.c.id),
    )
    return (
        sa.select(
            sa.literal(name) + sa.cast(event.id, sa.Text),
            event.learner_id,
            sa.literal(into_id),
            sa.case((is_rated, Source.MERGED.value), else_=Source.MERGED_QUIZ.value),
            event.rating,
            event.score,
            event.at,
            event.day,
            sa.literal(now, type_=LOG.c.at.type),
            event.duration_ms,
            sa.literal(False),
            event.placed_day,
        )
        .where(event.card_id == card_id, event.learner_id.in_(_learners_of(card_id)))
        .where(event.source.not_in(_NEVER_REPEATED), *not_undone(), ~known)
        .order_by(event.id)
    )


def take_back_repeated(session: Session, name: str, card_ids: Collection[int], rules: Rules, *, now: datetime) -> int:
    """Take back what was repeated for some cards, those too that came along from a guest's log into an account's."""
    named = LOG.c.event_id.startswith(name, autoescape=True)
    learners = sa.select(STATE.c.learner_id).where(STATE.c.card_id.in_(card_ids))
    mine = (LOG.c.learner_id.in_(learners), LOG.c.card_id.in_(card_ids), LOG.c.source.in_(MERGED), named)
    return take_back_events(session, sa.select(LOG).where(*mine), rules, now=now)


def _learners_of(card_id: int) -> sa.Select[int]:
    """Return who remembers a card: so the log is read by its index."""
    return sa.select(STATE.c.learner_id).where(STATE.c.card_id == card_id)
