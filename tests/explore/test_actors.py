from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Card, Origin, Question, QuestionVersion
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.explore import actors
from quizapp.explore.actors import Span
from quizapp.explore.sight import Sight

EVERYTHING = Sight(sa.true(), sa.true(), sa.true())
ALL = Span(0, 50)


@pytest.fixture
def people(session, load, draft):
    """Three questions: Zoe and adam, adam alone with two cards, somebody unknown. Return them by key."""
    pairs = [{"left": "a", "right": "first"}, {"left": "b", "right": "second"}]
    load(
        [
            draft("one", "short_answer", {"stem": "one?", "answers": ["1"]}, actors=("Zoe", "adam")),
            draft("two", "matching", {"stem": "two?", "pairs": pairs}, actors=("adam",)),
            draft("three", "short_answer", {"stem": "three?", "answers": ["3"]}, actors=("Unknown",)),
        ]
    )
    return {question.key: question for question in session.scalars(sa.select(Question))}


def met(*keys):
    """Return the sight of somebody who met every card of some questions."""
    return Sight(sa.true(), Question.key.in_(keys), Question.key.in_(keys))


def told(found):
    return {actor.name: ([card.face.back for card in actor.cards], actor.known, actor.more) for actor in found}


def test_cards_stand_under_each_name_that_they_are_about(session, people):
    found = actors.actors_named(session, ["Zoe", "adam"], EVERYTHING, ALL)
    assert told(found) == {"Zoe": (["1"], 1, 0), "adam": (["1", "first", "second"], 3, 0)}
    assert [card.question_id for card in found[1].cards] == [people["one"].id, people["two"].id, people["two"].id]


def test_a_student_gets_the_cards_met_and_the_others_as_a_number(session, people):
    assert actors.names_met(session, met("one")) == ["adam", "Zoe"]
    assert told(actors.actors_named(session, ["adam", "Zoe"], met("one"), ALL)) == {
        "adam": (["1"], 1, 2),
        "Zoe": (["1"], 1, 0),
    }
    assert actors.number_of_actors(session, sa.true()) == 3


def test_a_span_of_the_cards_of_each_is_read(session, people):
    found = actors.actors_named(session, ["Zoe", "adam"], EVERYTHING, Span(1, 1))
    assert told(found) == {"Zoe": ([], 1, 0), "adam": (["first"], 3, 0)}
    assert actors.number_of_cards(session, "adam", EVERYTHING) == 3
    assert actors.number_of_cards(session, "adam", met("one")) == 1


def test_a_card_that_its_question_no_longer_gives_is_none(session, people):
    session.scalars(sa.select(Card).where(Card.question_id == people["three"].id)).one().retired_at = utcnow()
    session.flush()
    assert actors.names_met(session, EVERYTHING) == ["adam", "Zoe"]
    assert actors.actors_named(session, ["Unknown"], EVERYTHING, ALL) == []
    assert actors.cards_by_actor(session, sa.true()) == [("adam", 3), ("Zoe", 1)]


@pytest.mark.longer
@pytest.mark.longer
def test_cards_of_a_version_that_is_not_understood_any_more_stand_there_without_sides(instructor, session, people):
    session.execute(sa.update(QuestionVersion).where(QuestionVersion.kind == "matching").values(content={"stem": "?"}))
    found = actors.actors_named(session, ["adam"], EVERYTHING, ALL)
    assert [card.face and card.face.back for card in found[0].cards] == ["1", None, None]
    session.commit()
    page = instructor.get("/actors?actor=adam").text
    assert page.count("This card cannot be shown") == 2


def test_what_may_not_be_asked_or_spoken_of_is_about_nobody(session, people):
    assert actors.cards_by_actor(session, Question.key != "two") == [("adam", 1), ("Unknown", 1), ("Zoe", 1)]
    people["one"].archived_at = utcnow()
    session.flush()
    assert actors.cards_by_actor(session, sa.true()) == [("adam", 2), ("Unknown", 1)]
    assert actors.names_met(session, met("one")) == []


@pytest.mark.longer
def test_only_current_versions_are_looked_at(session, people):
    edited = replace(draft_of("one", people["one"].current), actors=("Eve",))
    add_version(session, people["one"], edited, Authorship(Origin.BROWSER), now=utcnow())
    assert actors.cards_by_actor(session, sa.true()) == [("adam", 2), ("Eve", 1), ("Unknown", 1)]
