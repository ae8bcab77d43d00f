from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.services import Event, Learner, record_review
from quizapp.review.marks import LONGEST_NOTE
from quizapp.review.merged_marks import ask_again, repeat_marks
from quizapp.review.models import CardMark
from quizapp.scheduling.state import Rating, Rules

RULES = Rules(ZoneInfo("UTC"))


@pytest.fixture
def session(app, small_bank):
    with app.app_context():
        yield db.session()
        db.session.rollback()


@pytest.fixture
def cards(session):
    return session.scalars(sa.select(Card.id).order_by(Card.id).limit(2)).all()


@pytest.fixture
def put(session):
    """Return a function that marks a card, and gives back who did."""

    def put(card_id, learner_id=None, **values):
        learner_id = learner_id or create_guest(session, now=utcnow()).id
        session.add(CardMark(learner_id=learner_id, card_id=card_id, **values))
        session.flush()
        return learner_id

    return put


def mark(session, learner_id, card_id):
    session.expire_all()
    found = session.get(CardMark, (learner_id, card_id))
    return found and (found.flag, found.note, found.suspended_at)


def test_flags_notes_and_suspensions_stand_on_the_other_card_too(session, cards, put):
    one, into = cards
    at = utcnow()
    noted, aside, buried = put(one, flag=2, note="mine"), put(one, suspended_at=at), put(one, buried_day=1)
    repeat_marks(session, {one: into})
    assert mark(session, noted, into) == (2, "mine", None)
    assert mark(session, aside, into) == (0, "", at)
    assert mark(session, buried, into) is None
    ask_again(session, [into])
    assert mark(session, noted, into) == (2, "mine", None)
    assert mark(session, aside, into) == (0, "", None)
    assert mark(session, aside, one) == (0, "", at)


@pytest.mark.parametrize(
    ("mine", "other", "both"),
    [
        ("a", "b", "a\n\nb"),
        ("a", "a", "a"),
        ("", "b", "b"),
        ("a", "b" * LONGEST_NOTE, "a"),
        ("a\n\nb", "b", "a\n\nb"),
        ("b", "a\n\nb", "b\n\na"),
        ("a\r\n\r\nb", "b\n\na", "a\r\n\r\nb"),
        ("ab", "b", "ab\n\nb"),
    ],
)
def test_what_a_learner_put_on_the_other_card_stays(session, cards, put, mine, other, both):
    one, into = cards
    learner = put(one, flag=2, note=other)
    put(into, learner, flag=1, note=mine)
    repeat_marks(session, {one: into})
    assert mark(session, learner, into) == (1, both, None)


@pytest.mark.parametrize("flag", [0, 1])
def test_what_was_suspended_stays_so_though_the_other_card_was_flagged_once(session, cards, put, flag):
    one, into = cards
    at = utcnow()
    learner = put(one, suspended_at=at)
    put(into, learner, flag=flag)
    repeat_marks(session, {one: into})
    assert mark(session, learner, into) == (flag, "", at)


def test_the_moment_at_which_the_other_card_was_suspended_stays(session, cards, put):
    one, into = cards
    at = utcnow()
    learner = put(one, suspended_at=at)
    put(into, learner, suspended_at=at - timedelta(days=1))
    repeat_marks(session, {one: into})
    assert mark(session, learner, into) == (0, "", at - timedelta(days=1))


def test_notes_do_not_double_as_a_question_is_merged_again(session, cards, put):
    one, into = cards
    learner = put(one, note="b")
    put(into, learner, note="a")
    for _time in range(2):
        repeat_marks(session, {one: into})
    assert mark(session, learner, into) == (0, "a\n\nb", None)


def test_who_suspended_one_of_two_that_ask_the_same_goes_on_with_the_other(session, cards, put):
    one, into = cards
    at = utcnow()
    learner = put(one, suspended_at=at)
    record_review(session, Learner(learner, RULES), into, Rating.GOOD, Event("event", at), now=at)
    repeat_marks(session, {one: into})
    assert mark(session, learner, into) is None


def test_what_was_suspended_by_itself_stays_so(session, cards, put):
    one, into = cards
    at = utcnow()
    learner = put(one, suspended_at=at)
    put(into, learner, suspended_at=at + timedelta(seconds=1))
    ask_again(session, [into])
    assert mark(session, learner, into) == (0, "", at + timedelta(seconds=1))
