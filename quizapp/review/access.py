"""Which cards a visitor may see: every card that some question gives now. An id becomes a card, or 404.

One that was a card leads to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from quizapp.accounts.access import refuse_others, visitor
from quizapp.accounts.entering import claimed_session, recognised
from quizapp.accounts.queries import came_at
from quizapp.accounts.visitor import Visitor
from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.kinds.base import CardFace
from quizapp.memory.access import learner_of
from quizapp.review import queries
from quizapp.review.candidates import held_until
from quizapp.review.receiving import Sender
from quizapp.web.access import or_404
from quizapp.web.rendering import show_moment


@dataclass(frozen=True, slots=True)
class OpenCard:
    """A card with its two sides and the question that it comes from."""

    id: int
    face: CardFace
    version: AskedVersion
    waits: str = ""
    """Why neither side may be shown now, if a quiz that counts asks it, or it is asked no more."""


def open_card(card_id: int, *, is_covered: bool = False) -> OpenCard:
    """Return a card, or lead on; to the next one, too, while it waits for a quiz that counts, unless it is covered.

    The front would tell as well: it holds the other gaps of a text, or is the back of the card that asks the other way.
    """
    person, now = visitor(), utcnow()
    learner_id = person.id if person else 0
    found = queries.version_id_of_card(db.session(), card_id, learner_id, now=now)
    version_id, key, waits = found or _lead_on(card_id)
    version = asked_version(db.session(), version_id)
    until = held_until(db.session(), learner_id, now=now).get(version.question_id) if waits else None
    why = _said_of_waiting(until) if waits else ""
    if why and not is_covered:
        flash(why, "problem")
        abort(redirect(url_for("review.show_next")))
    face = or_404(next((face for face in version.content.cards() if face.key == key), None))
    return OpenCard(card_id, face, version, why)


def _said_of_waiting(until: datetime | None) -> str:
    if until is None:
        return str(_("A quiz that you were given asks this, and is open: finish it first, then its answer shows here."))
    said = _(
        "A quiz that you were given asks this: its answer shows here from %(moment)s on, when its results come.",
        moment=show_moment(until),
    )
    return str(said)


def _lead_on(card_id: int) -> NoReturn:
    """Lead from a card that is asked no more to the next one, with a word on it; 404 where students never got it."""
    or_404(queries.version_once_asked(db.session(), card_id))
    flash(_said_of_going(), "problem")
    abort(redirect(url_for("review.show_next")))


def _said_of_going() -> str:
    return str(_("This card is not asked any more: its question was changed, or taken away."))


def open_card_to_report(card_id: int) -> OpenCard:
    """Return a card whose report was begun, or 404; neither side of one that is asked no more is there to be shown."""
    session = db.session()
    if queries.version_id_of_card(session, card_id, 0, now=utcnow()):
        return open_card(card_id, is_covered=True)
    version = asked_version(session, or_404(queries.version_once_asked(session, card_id)))
    return OpenCard(card_id, CardFace("", "", ""), version, _said_of_going())


def open_device() -> Sender:
    """Return who sends what their device kept; 401 if nobody is signed in, or another than the device means."""
    refuse_others()
    person = visitor()
    if person is None:
        abort(401)
    return Sender(learner_of(person), came_at(db.session(), person.id))


def require_card(card_id: int) -> None:
    """Lead to the next card unless some question gives this one now; 404 where there never was one."""
    if not queries.card_is_given(db.session(), card_id):
        _lead_on(card_id)


def open_card_to_rate(card_id: int) -> Visitor | None:
    """Return who rates a card, None for somebody who has not done anything yet, or 404; as it is asked so often."""
    claim = claimed_session()
    person = queries.visitor_who_rates(db.session(), claim, card_id, now=utcnow()) if claim else None
    if person is None:
        require_card(card_id)
    return person and recognised(person)
