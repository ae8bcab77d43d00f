"""Sign-in cards: what a teacher prints for a student who has no password yet, or has forgotten it.

A card names its owner by a secret that only the card holds; its hash is kept. With *words* the card lets its owner in
once, and its password afterwards. With *pictures* it lets its owner in each time, along with three pictures in the
right order; after a few wrong tries it waits for a new one. A new card ends the old one and every session.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts import services as accounts
from quizapp.accounts.models import Person, PersonChange, Role
from quizapp.accounts.passwords import hash_password, password_matches
from quizapp.accounts.people import Deed
from quizapp.accounts.queries import readable_sign_in_name, secret_hash
from quizapp.accounts.words import PICTURES, picture_password, spelt_pictures, word_password
from quizapp.classroom.models import SignInCard

WRONG_TRIES = 20
"""Of 4,096 pictures in order: half a percent for whoever finds a card."""
LIFE = timedelta(days=120)
"""How long a card lets in by itself if it was never used."""


class CardKind(StrEnum):
    """What a card asks for."""

    WORDS = "words"
    PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class CardDraft:
    """A card before it is kept: the only place where its secret and its password stand in full."""

    person_id: int
    kind: CardKind
    secret: str
    password: str
    """Of words; "" for pictures."""
    pictures: tuple[str, ...]
    password_hash: str


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card as it is printed."""

    draft: CardDraft
    name: str
    sign_in_name: str
    group: str = ""


def draw_card(person_id: int, kind: CardKind) -> CardDraft:
    """Make up a card. Hashing takes its time: not to be called while the write gate is held."""
    secret = secrets.token_urlsafe(16)
    if kind is CardKind.WORDS:
        password = word_password()
        return CardDraft(person_id, kind, secret, password, (), hash_password(password))
    pictures = picture_password()
    return CardDraft(person_id, kind, secret, "", pictures, hash_password(spelt_pictures(pictures)))


def keep_cards(session: Session, drafts: Sequence[CardDraft], by_id: int, *, now: datetime) -> list[PrintedCard]:
    """Let cards be valid from now on in place of their owners' former ones; whoever was a guest has an account now."""
    ids = [draft.person_id for draft in drafts]
    people = {one.id: one for one in session.scalars(sa.select(Person).where(Person.id.in_(ids)))}
    former = {one.person_id: one for one in session.scalars(sa.select(SignInCard).where(SignInCard.person_id.in_(ids)))}
    printed = []
    for draft in drafts:
        person = people[draft.person_id]
        if person.role == Role.GUEST:
            accounts.give_account(session, person)
        card = former.get(person.id) or SignInCard(person_id=person.id)
        card.secret_hash, card.kind = secret_hash(draft.secret), draft.kind
        card.password_hash = draft.password_hash
        card.made_at, card.made_by_id, card.used_at, card.wrong_tries = now, by_id, None, 0
        session.add(card)
        is_words = draft.kind is CardKind.WORDS
        person.password_hash, person.password_ends_at = draft.password_hash if is_words else None, None
        accounts.end_sessions(session, person)
        session.add(PersonChange(person_id=person.id, what=Deed.PASSWORD, by_id=by_id, at=now))
        printed.append(PrintedCard(draft, person.name, readable_sign_in_name(session, person)))
    session.flush()
    return printed


def card_by_secret(session: Session, secret: str) -> tuple[SignInCard, Person] | None:
    """Return a card and its owner, unless they are not let in any more."""
    found = session.execute(
        sa.select(SignInCard, Person)
        .join(Person, Person.id == SignInCard.person_id)
        .where(SignInCard.secret_hash == secret_hash(secret), Person.deactivated_at.is_(None))
        .where(Person.role == Role.STUDENT)  # who teaches by now signs in with a password
    ).first()
    return (found[0], found[1]) if found else None


def lets_in_by_itself(card: SignInCard, owner: Person, *, now: datetime) -> bool:
    """Say whether a card of words was never used, its password is still the owner's, and it is not too old."""
    is_unused = card.used_at is None and card.password_hash == owner.password_hash
    return card.kind == CardKind.WORDS and is_unused and now < card.made_at + LIFE


def is_worn_out(card: SignInCard) -> bool:
    """Say whether too many wrong pictures were chosen with a card."""
    return card.wrong_tries >= WRONG_TRIES


def pictures_match(card_hash: str | None, pictures: Sequence[str]) -> bool:
    """Say whether these are a card's pictures, in their order. As slow as a password."""
    known = tuple(one for one in pictures if one in PICTURES)
    return password_matches(card_hash, spelt_pictures(known))


def use_card(session: Session, card: SignInCard, *, now: datetime) -> None:
    """Note that a card has let its owner in."""
    card.used_at, card.wrong_tries = now, 0
    session.flush()


def note_wrong_try(session: Session, card: SignInCard) -> None:
    """Count wrong pictures."""
    card.wrong_tries += 1
    session.flush()
