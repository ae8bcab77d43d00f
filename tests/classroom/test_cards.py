from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import PersonChange, Role
from quizapp.accounts.passwords import password_matches
from quizapp.accounts.services import change_password, create_guest, create_students
from quizapp.classroom import cards
from quizapp.classroom.cards import CardKind
from quizapp.classroom.models import SignInCard

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def student(session, teacher):
    return create_students(session, [("Ani Petrosyan", "")], now=NOW)[0]


def make(session, person, teacher, kind=CardKind.WORDS):
    draft = cards.draw_card(person.id, kind)
    return draft, cards.keep_cards(session, [draft], teacher, now=NOW)[0]


@pytest.mark.longer
def test_a_card_of_words_lets_in_once_and_its_words_are_the_password(session, student, teacher):
    before = student.session_stamp
    draft, printed = make(session, student, teacher)
    card, owner = cards.card_by_secret(session, draft.secret)
    assert (owner, printed.sign_in_name, printed.name) == (student, "Ani Petrosyan", "Ani Petrosyan")
    assert password_matches(student.password_hash, draft.password)
    assert student.session_stamp != before
    assert cards.lets_in_by_itself(card, student, now=NOW)
    assert not cards.lets_in_by_itself(card, student, now=NOW + cards.LIFE)
    cards.use_card(session, card, now=NOW)
    assert not cards.lets_in_by_itself(card, student, now=NOW)


@pytest.mark.longer
def test_a_card_is_spent_once_its_owner_has_another_password(session, student, teacher):
    draft, _printed = make(session, student, teacher)
    card, _owner = cards.card_by_secret(session, draft.secret)
    change_password(session, student, "another hash")
    assert not cards.lets_in_by_itself(card, student, now=NOW)


@pytest.mark.longer
def test_of_a_card_nothing_is_kept_by_which_it_could_be_used(session, student, teacher):
    drafts = [make(session, student, teacher, kind)[0] for kind in CardKind]
    kept = str([tuple(row) for row in session.execute(sa.text("SELECT * FROM sign_in_cards"))])
    kept += str([tuple(row) for row in session.execute(sa.text("SELECT * FROM people"))])
    for draft in drafts:
        assert draft.secret not in kept
        assert not draft.password or draft.password not in kept


@pytest.mark.longer
def test_a_new_card_ends_the_old_one(session, student, teacher):
    old, _printed = make(session, student, teacher)
    new, _printed = make(session, student, teacher)
    assert cards.card_by_secret(session, old.secret) is None
    assert cards.card_by_secret(session, new.secret)
    assert session.scalar(sa.select(sa.func.count()).select_from(SignInCard)) == 1
    assert (
        session.scalars(sa.select(PersonChange.what).where(PersonChange.person_id == student.id)).all()
        == ["password"] * 2
    )


@pytest.mark.longer
def test_pictures_let_in_only_in_their_order_and_end_the_password(session, student, teacher):
    student.password_hash = "of a former card"
    draft, _printed = make(session, student, teacher, CardKind.PICTURES)
    card, _owner = cards.card_by_secret(session, draft.secret)
    assert not cards.lets_in_by_itself(card, student, now=NOW)
    assert cards.pictures_match(card.password_hash, draft.pictures)
    other = ("sun", "sun", "moon") if draft.pictures != ("sun", "sun", "moon") else ("sun", "moon", "sun")
    for wrong in (other, draft.pictures[:2], (), ("x", "y", "z")):
        assert not cards.pictures_match(card.password_hash, wrong)
    assert student.password_hash is None  # it may have stood on the card that was lost


@pytest.mark.longer
def test_a_card_is_worn_out_by_wrong_tries_until_it_lets_in(session, student, teacher):
    draft, _printed = make(session, student, teacher, CardKind.PICTURES)
    card, _owner = cards.card_by_secret(session, draft.secret)
    for _time in range(cards.WRONG_TRIES - 1):
        cards.note_wrong_try(session, card)
    assert not cards.is_worn_out(card)
    cards.use_card(session, card, now=NOW)
    for _time in range(cards.WRONG_TRIES):
        cards.note_wrong_try(session, card)
    assert cards.is_worn_out(card)


@pytest.mark.longer
def test_a_guest_with_a_card_is_the_same_person_with_an_account(session, teacher):
    create_students(session, [("Ben", "")], now=NOW)
    guest = create_guest(session, now=NOW)
    guest.name = "Ben"
    _draft, printed = make(session, guest, teacher)
    assert (guest.role, guest.sign_in_name, printed.sign_in_name) == (Role.STUDENT, "ben 2", "ben 2")


@pytest.mark.longer
def test_who_teaches_or_is_shut_out_is_not_let_in_by_a_card(session, student, teacher):
    draft, _printed = make(session, student, teacher)
    student.deactivated_at = NOW
    session.flush()
    assert cards.card_by_secret(session, draft.secret) is None
    student.deactivated_at, student.role = None, Role.INSTRUCTOR
    session.flush()
    assert cards.card_by_secret(session, draft.secret) is None
    assert cards.card_by_secret(session, "guessed") is None
