"""Pages of flashcards: today's next card, its answer, rating it, taking a rating back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor, practising_visitor, visitor
from quizapp.bank.queries import source_titles
from quizapp.clock import utcnow
from quizapp.db import db, looking_first
from quizapp.memory import queries as memory_queries
from quizapp.memory import services as memory
from quizapp.memory.access import learner_of
from quizapp.memory.services import Event, NothingToUndoError
from quizapp.review import access
from quizapp.review.forms import submitted_rating
from quizapp.review.pages import queue_of_visitor
from quizapp.scheduling.memory import preview
from quizapp.web.events import submitted_event_id

bp = Blueprint("review", __name__, url_prefix="/review")


@bp.get("/")
def show_next() -> ResponseReturnValue:
    """Show the front of the next card, or what today came to."""
    queue = queue_of_visitor(now=utcnow())
    card = access.open_card(queue.cards[0].card_id) if queue.cards else None
    return render_template("review/show_next.html", queue=queue, card=card)


@bp.get("/cards/<int:card_id>")
def show_answer(card_id: int) -> ResponseReturnValue:
    """Show both sides of a card, and what each rating leads to."""
    card, now = access.open_card(card_id), utcnow()
    person = visitor()
    if person is None:
        return redirect(url_for(".show_next"))
    learner = learner_of(person)
    state = memory_queries.memory_by_card(db.session(), person.id, card_id)
    moment = max(now, state.last_at) if state else now
    choices = preview(state, at=moment, card_id=card_id, rules=learner.rules)
    queue = queue_of_visitor(now=now)
    shown = {"card": card, "choices": choices, "queue": queue, "source_titles": source_titles(db.session())}
    return render_template("review/show_answer.html", was_seen=state is not None, **shown)


@bp.post("/begin")
def begin() -> ResponseReturnValue:
    """Make a guest of a first visitor, so that their ratings have somewhere to live."""
    practising_visitor()
    db.session.commit()
    return redirect(url_for(".show_next"))


@bp.post("/cards/<int:card_id>")
def rate_card(card_id: int) -> ResponseReturnValue:
    """Keep a rating, and show the next card."""
    sent = submitted_rating()
    if sent is None:
        flash(_("Please choose one of the four ratings."))
        return redirect(url_for(".show_answer", card_id=card_id))
    with looking_first(db.session()):
        person = access.open_card_to_rate(card_id)
    now = utcnow()
    event = Event(submitted_event_id(), now, sent.duration_ms)
    learner = learner_of(person or practising_visitor())
    memory.record_review(db.session(), learner, card_id, sent.rating, event, now=now)
    db.session.commit()
    return redirect(url_for(".show_next"))


@bp.post("/undo")
def undo_rating() -> ResponseReturnValue:
    """Take the last rating of today back, and show that card again."""
    learner = learner_of(known_visitor())
    try:
        card_id = memory.undo_last_review(db.session(), learner, submitted_event_id(), now=utcnow())
    except NothingToUndoError:
        flash(_("There is no rating of today to take back."))
        return redirect(url_for(".show_next"))
    db.session.commit()
    flash(_("Taken back: rate this card again."))
    return redirect(url_for(".show_answer", card_id=card_id))
