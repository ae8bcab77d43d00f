from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card, Question
from quizapp.clock import utcnow
from quizapp.explore.reader import Reader
from quizapp.explore.sight import sight_of
from quizapp.memory.access import rules_of_app
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating


@pytest.fixture
def cards(session, valley):
    """Return the id of each card, by its question's key and its position."""
    rows = session.execute(sa.select(Question.key, Card.position, Card.id).join(Card))
    return {(key, position): card for key, position, card in rows}


@pytest.fixture
def guest(app, cards, session, valley):
    """A learner who rated one of two cards of a question, and the card of another one."""
    guest = create_guest(session, now=utcnow())
    for number, card in enumerate((cards["who-is-who", 2], cards["mill", 1])):
        learner = Learner(guest.id, rules_of_app(app))
        record_review(session, learner, card, Rating.GOOD, Event(f"event-{number}", utcnow()), now=utcnow())
    session.flush()
    return guest


def seen(session, sight):
    cards = sa.select(Question.key, Card.position).join(Card).where(sight.within, sight.cards)
    questions = sa.select(Question.key).where(sight.within, sight.questions)
    return set(session.execute(cards).all()), set(session.scalars(questions))


def test_an_instructor_sees_whatever_is_spoken_of(session, valley):
    cards, questions = seen(session, sight_of(Reader(sees_all=True), 1, Question.key.in_(["mill", "who-is-who"])))
    assert cards == {("mill", 1), ("who-is-who", 1), ("who-is-who", 2)}
    assert questions == {"mill", "who-is-who"}


@pytest.mark.longer
def test_a_first_visitor_sees_nothing(session, guest):
    assert seen(session, sight_of(Reader(), None, sa.true())) == (set(), set())


def test_a_student_sees_what_there_is_evidence_for_card_by_card(session, guest):
    sight = sight_of(Reader(), guest.id, sa.true())
    assert seen(session, sight) == ({("who-is-who", 2), ("mill", 1)}, {"who-is-who", "mill"})
    mill = session.scalars(sa.select(Question.id).where(Question.key == "mill")).one()
    waiting = sight_of(Reader(withheld=frozenset({mill})), guest.id, sa.true())
    assert seen(session, waiting) == ({("who-is-who", 2)}, {"who-is-who"})


def test_a_retired_card_is_no_way_to_its_question(session, guest, cards):
    session.get_one(Card, cards["mill", 1]).retired_at = utcnow()
    session.flush()
    _cards, questions = seen(session, sight_of(Reader(), guest.id, sa.true()))
    assert questions == {"who-is-who"}
