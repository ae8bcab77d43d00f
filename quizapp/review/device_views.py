"""What devices send that kept ratings while they had no network, and what they fetch to study without one."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor
from quizapp.clock import utcnow
from quizapp.db import db, looking_first
from quizapp.review import access, pages, queries
from quizapp.review.ahead import cards_ahead
from quizapp.review.forms import cards_at_hand, sent_events
from quizapp.review.keys import USUAL
from quizapp.review.receiving import Receipt, Refusal, receive_events
from quizapp.review.views import bp
from quizapp.web.compression import packed

STATUSES = {Refusal.MALFORMED: 422, Refusal.GONE: 410, Refusal.NOTHING_TO_UNDO: 409, Refusal.RATED_ELSEWHERE: 412}
"""What a device goes by: 412 alone is not to be sent again (static/js/waits.js)."""


@bp.post("/events")
def take_events() -> ResponseReturnValue:
    """Keep ratings from a device, and acknowledge or refuse each of them."""
    events = sent_events()
    with looking_first(db.session()):
        sender = access.open_device()
        given = queries.cards_given(db.session(), {event.card_id for event in events})
    receipts = receive_events(db.session(), sender, events, given, now=utcnow())
    db.session.commit()
    told: dict[str, object] = {"receipts": [_told(receipt) for receipt in receipts]}
    if (have := cards_at_hand()) is not None:
        told["ahead"] = cards_ahead(known_visitor(), have, now=utcnow())
    return packed(told)


@bp.get("/ahead")
def fetch_ahead() -> ResponseReturnValue:
    """Hand out what comes today, with both sides of the cards, to a device that asks for it."""
    return packed(cards_ahead(known_visitor(), request.args.get("have", "").split(","), now=utcnow()))


@bp.get("/offline")
def show_offline() -> ResponseReturnValue:
    """Show the page that opens without a network; it is the same for everybody, and finds its cards on the device."""
    return render_template("review/show_offline.html", keys=USUAL, apart=True)


def _told(receipt: Receipt) -> dict[str, object]:
    """Return a receipt as the device reads it."""
    told: dict[str, object] = {"event_id": receipt.event_id}
    if receipt.refusal is not None:
        told |= {"refused": STATUSES[receipt.refusal], "sentence": _sentence(receipt.refusal)}
    if receipt.hard_card is not None:
        told["help"] = url_for(".help_with_card", card_id=receipt.hard_card)
    return told


def _sentence(refusal: Refusal) -> str:
    said: dict[Refusal, str] = {
        Refusal.MALFORMED: _("The server did not understand this rating."),
        Refusal.GONE: _("This card is not asked any more, so its rating was not counted."),
        Refusal.NOTHING_TO_UNDO: _("The rating that this takes back is not on the server."),
        Refusal.RATED_ELSEWHERE: pages.said_elsewhere(),
    }
    return said[refusal]
