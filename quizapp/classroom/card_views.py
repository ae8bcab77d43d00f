"""Pages of sign-in cards: a teacher makes and prints them, a student signs in by one."""

from __future__ import annotations

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.words import PICTURES_OF_A_PASSWORD
from quizapp.classroom import access, addresses, card_pages, cards, queries, vouching
from quizapp.classroom.cards import CardKind
from quizapp.classroom.views import bp
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.web.ids import id_of


@bp.get("/classes/<int:class_id>/cards")
@instructor_required
def choose_cards(class_id: int) -> ResponseReturnValue:
    """Ask for whom cards are made, and of which sort."""
    school_class = access.open_class(class_id, to_change=True)
    session, teacher_id = db.session(), known_visitor().id
    return render_template(
        "classroom/choose_cards.html",
        school_class=school_class,
        holders=queries.card_holders(session, class_id, teacher_id),
        borrowed=vouching.borrowed_names(session, class_id, teacher_id),
        only=request.args.get("student", type=id_of),
        for_others=addresses.is_for_others(card_pages.printed_site()),
    )


@bp.post("/classes/<int:class_id>/cards")
@instructor_required
def make_cards(class_id: int) -> ResponseReturnValue:
    """Make cards, and show them to be printed: this once, as only hashes are kept."""
    return card_pages.make_cards(access.open_class(class_id, to_change=True))


@bp.get("/card/<card_secret>")
def open_card(card_secret: str) -> ResponseReturnValue:
    """Show whose card this is, and how they get in."""
    return card_pages.card_page(*access.open_card(card_secret))


@bp.get("/card/<card_secret>/qr.svg")
def draw_card(card_secret: str) -> ResponseReturnValue:
    """Draw the QR of a card's address, as it is printed."""
    access.open_card(card_secret)
    return Response(addresses.qr_picture(card_pages.address_of(card_secret)), mimetype="image/svg+xml")


@bp.post("/card/<card_secret>")
def sign_in_by_card(card_secret: str) -> ResponseReturnValue:
    """Let a card's owner in: at once by a new card of words, or after the right pictures."""
    card, person = access.open_card(card_secret)
    if card.kind == CardKind.PICTURES:
        return _by_pictures(card_secret)
    if cards.lets_in_by_itself(card, person, now=utcnow()):
        return card_pages.let_in_by_card(card, person)
    return card_pages.card_page(card, person), 401


def _by_pictures(card_secret: str) -> ResponseReturnValue:
    card, person = access.open_card(card_secret)
    chosen, kept = card_pages.chosen_pictures(), card.password_hash
    if cards.is_worn_out(card) or len(chosen) < PICTURES_OF_A_PASSWORD:
        return card_pages.card_page(card, person, chosen)
    with reading(db.session()):
        matches = cards.pictures_match(kept, chosen)
    card, person = access.open_card(card_secret)
    if matches and not cards.is_worn_out(card):
        return card_pages.let_in_by_card(card, person)
    cards.note_wrong_try(db.session(), card)
    db.session.commit()
    return card_pages.card_page(card, person, problem=_("These were not the right pictures. Try again.")), 401
