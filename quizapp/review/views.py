"""Pages of flashcards: today's next card, its answer, rating it, taking a rating back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor, practising_visitor, visitor
from quizapp.bank.queries import source_titles
from quizapp.clock import utcnow
from quizapp.db import db, looking_first
from quizapp.kinds.flashcard import LONGEST_RECALL
from quizapp.memory import queries as memory_queries
from quizapp.memory import services as memory
from quizapp.memory.access import learner_of
from quizapp.memory.services import Event, NothingToUndoError, RatedElsewhereError
from quizapp.review import access, marks
from quizapp.review.forms import submitted_rating
from quizapp.review.marks import Deed, Undone
from quizapp.review.pages import choices_for, queue_of_visitor, said_elsewhere, said_of, tools_of
from quizapp.review.summary import summary_of_day, what_comes
from quizapp.scheduling.leeches import is_leech
from quizapp.scheduling.memory import preview
from quizapp.scheduling.queue import Queue
from quizapp.scheduling.state import Rating
from quizapp.web.events import submitted_event_id

bp = Blueprint("review", __name__, url_prefix="/review")


@bp.get("/")
def show_next() -> ResponseReturnValue:
    """Show the front of the next card, or what today came to."""
    now = utcnow()
    queue = queue_of_visitor(now=now)
    if not queue.cards:
        return _show_done(queue, now)
    card = access.open_card(queue.cards[0].card_id)
    return render_template("review/show_next.html", queue=queue, card=card, **tools_of(card.id))


def _show_done(queue: Queue, now: datetime) -> str:
    comes_in = (queue.learning_later_at - now).total_seconds() if queue.learning_later_at else 0
    shown: dict[str, Any] = {"queue": queue, "comes_in": comes_in}
    if person := visitor():
        learner, session = learner_of(person), db.session()
        shown["summary"] = summary_of_day(session, learner, now=now)
        shown["coming"] = what_comes(session, learner, now=now)
    return render_template("review/show_done.html", **shown, **tools_of(0))


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
    choices = choices_for(person, choices, card.version.bank_id)
    shown = {"card": card, "choices": choices, "queue": queue, "source_titles": source_titles(db.session())}
    shown["shown_ms"] = int(now.timestamp() * 1000)
    shown |= {"typed": request.args.get("typed", "")[:LONGEST_RECALL].strip(), **tools_of(card_id)}
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
        flash(_("Please choose one of the four ratings."), "problem")
        return redirect(url_for(".show_answer", card_id=card_id))
    with looking_first(db.session()):
        person = access.open_card_to_rate(card_id)
    now = utcnow()
    event = Event(submitted_event_id(), now, sent.duration_ms, sent.placed, shown_at=sent.shown_at)
    learner = learner_of(person or practising_visitor())
    try:
        after = memory.record_review(db.session(), learner, card_id, sent.rating, event, now=now)
    except RatedElsewhereError:
        flash(said_elsewhere(), "problem")
        return redirect(url_for(".show_next"))
    forgotten = after is not None and sent.rating is Rating.AGAIN and is_leech(after.lapses)
    is_hard = forgotten and marks.offers_help(db.session(), learner, card_id)
    db.session.commit()
    return redirect(url_for(".help_with_card", card_id=card_id) if is_hard else url_for(".show_next"))


@bp.post("/undo")
def undo_rating() -> ResponseReturnValue:
    """Take the last step of today back, a rating or what else was done with a card, and show where it was done."""
    learner = learner_of(known_visitor())
    try:
        undone = marks.undo_last_step(db.session(), learner, submitted_event_id(), now=utcnow())
    except NothingToUndoError:
        flash(_("There is nothing of today to take back."), "problem")
        return redirect(url_for(".show_next"))
    db.session.commit()
    flash(said_of(undone.deed, undone=True))
    return redirect(url_for(".show_answer", card_id=undone.card_id) if _was_turned(undone) else url_for(".show_next"))


def _was_turned(undone: Undone) -> bool:
    """Say whether somebody saw the back of a card before: it was rated, or is the one whose back they look at."""
    if undone.deed in {Deed.FLAG, Deed.NOTE}:
        return request.form.get("turned") == str(undone.card_id)
    return undone.deed == Deed.RATE
