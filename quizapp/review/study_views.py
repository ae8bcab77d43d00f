"""Custom study: going through cards of one's choice without rescheduling them."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import known_visitor
from quizapp.bank.queries import source_titles
from quizapp.bank.topics import titled
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import learner_of
from quizapp.memory.cramming import record_cram
from quizapp.memory.services import Event
from quizapp.review import access, pages, studying
from quizapp.review.forms import submitted_rating
from quizapp.review.views import bp
from quizapp.web.events import submitted_event_id


@bp.get("/study")
def choose_study() -> ResponseReturnValue:
    """Choose what to go through, and see how many cards that are."""
    now = utcnow()
    learner, wish = learner_of(known_visitor()), studying.wish_of(request.args, now)
    topics, banks = studying.topics_and_banks(db.session())
    found = studying.pass_of(db.session(), learner, wish, now=now)
    shown = {"topics": titled(topics), "banks": banks, "flags": pages.flag_names(), "which": pages.which_names()}
    return render_template("review/choose_study.html", wish=wish, found=found, **shown)


@bp.get("/study/next")
def study_next() -> ResponseReturnValue:
    """Show the front of the next card of one's choice, or that all are done."""
    now = utcnow()
    learner, wish = learner_of(known_visitor()), studying.wish_of(request.args, now)
    found = studying.pass_of(db.session(), learner, wish, now=now)
    card = access.open_card(found.left[0]) if found.left else None
    tools = pages.tools_of(card.id if card else 0)
    return render_template("review/study_next.html", wish=wish, found=found, card=card, back=None, **tools)


@bp.get("/study/cards/<int:card_id>")
def study_answer(card_id: int) -> ResponseReturnValue:
    """Show both sides of a card that is gone through."""
    now = utcnow()
    card, learner = access.open_card(card_id), learner_of(known_visitor())
    wish = studying.wish_of(request.args, now)
    found = studying.pass_of(db.session(), learner, wish, now=now)
    shown = {"card": card, "back": card.face.back, "source_titles": source_titles(db.session())}
    return render_template("review/study_next.html", wish=wish, found=found, **shown, **pages.tools_of(card_id))


@bp.post("/study/cards/<int:card_id>")
def cram_card(card_id: int) -> ResponseReturnValue:
    """Keep how a card went outside of the schedule, and go on."""
    access.require_card(card_id)
    sent, now = submitted_rating(), utcnow()
    wish = studying.wish_of(request.form, now)
    if sent is not None:
        event = Event(submitted_event_id(), now, sent.duration_ms)
        record_cram(db.session(), learner_of(known_visitor()), card_id, sent.rating, event, now=now)
        db.session.commit()
    return redirect(url_for(".study_next", **wish.as_query()))
