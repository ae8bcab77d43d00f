from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card, Origin, Question
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.explore import queries
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating, Rules


def question(session, key):
    return session.scalars(sa.select(Question).where(Question.key == key)).one()


def test_facts_are_those_of_questions_that_have_a_date(session, valley):
    facts = {fact.title: fact for fact in queries.dated_facts(session, sa.true())}
    assert len(facts) == 6
    assert "Stem of undated?" not in facts
    mill = facts["Stem of mill?"]
    assert (mill.event, mill.when, mill.actors) == ("The mill is built.", "190X", ("Jane Miller", "The council"))
    assert (mill.explanation, mill.question_id) == ("Why of mill.", question(session, "mill").id)


def test_a_date_question_is_dated_by_its_answer_unless_it_says_otherwise(session, load, draft):
    raw = {"stem": "When was it said?", "answer": "1936-09"}
    load([draft("plain", "date", raw), draft("other", "date", raw | {"stem": "Of when?"}, when="193X")])
    assert [(fact.title, fact.when) for fact in queries.dated_facts(session, sa.true())] == [
        ("When was it said?", "1936-09"),
        ("Of when?", "193X"),
    ]


def test_only_current_versions_are_looked_at(session, valley):
    mill = question(session, "mill")
    edited = replace(draft_of("mill", mill.current), when="", actors=(), sources=("letters#p1",))
    add_version(session, mill, edited, Authorship(Origin.BROWSER), now=utcnow())
    session.flush()
    assert mill.id not in {fact.question_id for fact in queries.dated_facts(session, sa.true())}
    assert mill.id not in {card.question_id for card in queries.actor_cards(session, sa.true())}
    (citing,) = [one for one in queries.citing_questions(session, sa.true()) if one.id == mill.id]
    assert citing.sources == ("letters#p1",)


def test_questions_come_in_the_banks_order(session, valley):
    titles = [one.title for one in queries.citing_questions(session, sa.true())]
    assert titles[:3] == ["Stem of mill?", "Stem of flood?", "Stem of flood-rescue?"]
    assert len(titles) == 7


def test_sources_are_found_with_their_passages(session, valley):
    assert [source.key for source in queries.described_sources(session)] == ["chronicle", "letters"]
    assert [passage.about for passage in queries.source_by_key(session, "letters").passages] == ["The journey"]
    assert queries.source_by_key(session, "nothing") is None


def test_cards_are_those_given_now_with_the_names_they_are_about(session, valley):
    cards = queries.actor_cards(session, sa.true())
    matching = [card for card in cards if card.question_id == question(session, "who-is-who").id]
    assert [card.actors for card in matching] == [("Old Tom", "Jane Miller")] * 2
    session.get_one(Card, matching[0].id).retired_at = utcnow()
    session.flush()
    assert matching[0].id not in {card.id for card in queries.actor_cards(session, sa.true())}


@pytest.fixture
def learner(session):
    return Learner(create_guest(session, now=utcnow()).id, Rules(ZoneInfo("UTC")))


def test_sides_are_read_of_what_a_learner_met_or_of_everything(session, valley, learner):
    assert queries.faces_met(session, learner.id) == {}
    pair = question(session, "who-is-who").id
    card = session.scalars(sa.select(Card.id).where(Card.question_id == pair)).first()
    record_review(session, learner, card, Rating.GOOD, Event("event-one", utcnow()), now=utcnow())
    session.flush()
    assert {(number, face.back) for (number, _key), face in queries.faces_met(session, learner.id).items()} == {
        (pair, "ferry"),
        (pair, "wheel"),
    }
    assert {key for key, _face in queries.faces_of_questions(session, {pair})} == {pair}
    assert queries.faces_of_questions(session, set()) == {}
