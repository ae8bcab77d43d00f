"""What pages of sign-in cards are handed: whose cards are made, what is printed, the pictures to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.accounts.access import carry_over_guest, known_visitor
from quizapp.accounts.entering import let_in
from quizapp.accounts.models import Person
from quizapp.accounts.noting import note_action
from quizapp.accounts.words import PICTURES, PICTURES_OF_A_PASSWORD
from quizapp.audit.models import Act
from quizapp.classroom import cards, queries
from quizapp.classroom.addresses import is_for_others, shared_address
from quizapp.classroom.cards import CardKind
from quizapp.classroom.models import SchoolClass, SignInCard
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.extensions import settings_of
from quizapp.web.ids import ids_of

PICTURE_NAMES = {
    "sun": _l("sun"), "moon": _l("moon"), "star": _l("star"), "cloud": _l("cloud"),
    "tree": _l("tree"), "flower": _l("flower"), "apple": _l("apple"), "fish": _l("fish"),
    "house": _l("house"), "boat": _l("boat"), "car": _l("car"), "ball": _l("ball"),
    "key": _l("key"), "bell": _l("bell"), "cup": _l("cup"), "heart": _l("heart"),
}  # fmt: skip


def make_cards(school_class: SchoolClass) -> ResponseReturnValue:
    """Make cards for the students that were chosen, and return the page to be printed; nothing shows it again."""
    class_id, kind, by_id = school_class.id, wanted_kind(), known_visitor().id
    with reading(db.session()):
        holders = queries.card_holders(db.session(), class_id, by_id)
        chosen = [one.person_id for one in holders if one.person_id in _chosen()]
        drafts = [cards.draw_card(person_id, kind) for person_id in chosen]
    if not drafts:
        flash(_("Choose at least one student."), "problem")
        return redirect(url_for(".choose_cards", class_id=class_id, kind=kind))
    holders_now = {one.person_id: one for one in queries.card_holders(db.session(), class_id, by_id)}
    kept = [draft for draft in drafts if draft.person_id in holders_now]
    printed = cards.keep_cards(db.session(), kept, by_id, now=utcnow())
    note_action(Act.CARDS_MADE, class_id=class_id, details={"count": len(printed)})
    db.session.commit()
    site = printed_site()
    listed = [(card, holders_now[card.draft.person_id]) for card in printed]
    headed = [replace(card, name=one.roster_name, group=one.group_name) for card, one in listed]
    shown = {"cards": headed, "picture_names": PICTURE_NAMES, "site": site, "for_others": is_for_others(site)}
    return render_template("classroom/print_cards.html", school_class=school_class, **shown)


def wanted_kind() -> CardKind:
    """Return which sort of cards was asked for."""
    return CardKind.PICTURES if request.form.get("kind") == CardKind.PICTURES else CardKind.WORDS


def _chosen() -> set[int]:
    return set(ids_of(request.form.getlist("student")))


def printed_site() -> str:
    """Return the address of this server that stands on cards."""
    return _shared(url_for("insights.show_home", _external=True)).rstrip("/")


def _shared(address: str) -> str:
    return shared_address(address, settings_of(current_app))


def address_of(secret: str) -> str:
    """Return the address that a card's QR holds, as others in the room open it."""
    return _shared(url_for("classroom.open_card", card_secret=secret, _external=True))


def card_page(card: SignInCard, person: Person, chosen: Sequence[str] = (), problem: str = "") -> str:
    """Return the page that a card opens: a button, the pictures, or the way to the password."""
    cookie["signs_in_as"] = (
        person.sign_in_name or ""
    )  # filled in for them on the page to sign in: no address names them
    shown = {"card": card, "person": person, "chosen": chosen, "problem": problem, "pictures": PICTURE_NAMES}
    shown |= {"lets_in": cards.lets_in_by_itself(card, person, now=utcnow()), "worn_out": cards.is_worn_out(card)}
    return render_template("classroom/open_card.html", steps=PICTURES_OF_A_PASSWORD, **shown)


def chosen_pictures() -> list[str]:
    """Return the pictures that were chosen so far, the newest last."""
    return [one for one in request.form.getlist("picture") if one in PICTURES][:PICTURES_OF_A_PASSWORD]


def let_in_by_card(card: SignInCard, person: Person) -> ResponseReturnValue:
    """Begin the session of a card's owner; what a guest did in this browser is theirs."""
    cards.use_card(db.session(), card, now=utcnow())
    let_in(person, carry_over_guest(person))
    db.session.commit()
    flash(_("Welcome, %(name)s.", name=person.name))
    comes_daily = card.kind == CardKind.PICTURES
    return redirect(url_for("insights.show_home" if comes_daily else "classroom.list_classes"))
