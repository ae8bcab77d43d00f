"""Whose figures a page may show: everybody's own. A card's id becomes its log, or 404."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import abort

from quizapp.accounts.access import known_visitor
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory import queries as memory_queries
from quizapp.memory.access import learner_of
from quizapp.memory.queries import LoggedEvent
from quizapp.memory.services import Learner
from quizapp.quizzes.queries import held_until, questions_not_due
from quizapp.review.access import OpenCard, open_card


@dataclass(frozen=True, slots=True)
class StudiedCard:
    """A card that its learner has met, with everything that they did with it."""

    card: OpenCard
    learner: Learner
    log: list[LoggedEvent]
    covered: bool
    """True while a quiz asks its question whose answer is not due: it is open, or its results are to come."""
    waits: bool
    """True while a quiz asks it on which marks depend, until its results come: what happened would tell how it went."""
    waits_until: datetime | None
    """When these come; None while one is open, though others may be finished, and where it waits for none."""


def open_studied_card(card_id: int) -> StudiedCard:
    """Return a card with the visitor's own log of it, or 404 where they never met it."""
    learner = learner_of(known_visitor())
    log = memory_queries.log_of_card(db.session(), learner.id, card_id)
    if not log:
        abort(404)
    card = open_card(card_id, is_covered=True)
    question_id, now = card.version.question_id, utcnow()
    covered = question_id in questions_not_due(db.session(), learner.id, now=now)
    held = held_until(db.session(), learner.id, now=now) if covered else {}
    return StudiedCard(card, learner, log, covered, question_id in held, held.get(question_id))
