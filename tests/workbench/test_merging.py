from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card, Origin
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.kinds import registry
from quizapp.memory.queries import memory_by_card
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, Learner, record_review
from quizapp.review.marks import mark_of
from quizapp.review.models import CardMark
from quizapp.scheduling.state import Rating, Rules
from quizapp.workbench.merging import Merge, corresponding, merge_questions
from quizapp.workbench.trash_list import trashed_questions

RULES = Rules(ZoneInfo("UTC"))


@pytest.fixture
def merge(session, question, instructor_id):
    """Return a function that merges one question into another."""

    def merge(survivor, other, *, facets=True, sources=True):
        author = Authorship(Origin.BROWSER, instructor_id, "bulk: merged")
        wanted = Merge(question(survivor), question(other), facets, sources)
        operation = merge_questions(session, wanted, author, RULES, now=utcnow())
        session.commit()
        return operation

    return merge


@pytest.mark.longer
def test_the_survivor_takes_over_what_it_lacks_and_the_other_points_to_it(session, three, change, merge, question):
    change("remove_facet", [three["a"]], "claim")
    change("add_facet", [three["b"]], "place")
    operation = merge(three["a"], three["b"])
    kept = question(three["a"]).current
    assert (kept.number, kept.facets, kept.note) == (3, ["event", "claim", "place"], "bulk: merged")
    assert question(three["b"]).trashed_at == operation.at
    ((row,), _total) = trashed_questions(session, sa.true())
    assert (row.key, row.person, row.survivor_id, row.said["value"]) == ("b", "Ms Grigoryan", three["a"], "a")


@pytest.mark.longer
def test_where_nothing_is_taken_over_there_is_no_new_version(three, change, merge, question):
    assert merge(three["a"], three["b"]).changed == 1
    assert question(three["a"]).current_number == 1
    change("add_facet", [three["c"]], "place")
    merge(three["a"], three["c"], facets=False)
    assert question(three["a"]).current_number == 1


@pytest.mark.longer
def test_a_merge_is_taken_back_as_a_whole(three, change, merge, undo, question):
    change("add_facet", [three["b"]], "place")
    operation = merge(three["a"], three["b"])
    assert undo(operation) == (2, [])
    assert question(three["a"]).current.facets == ["event", "claim"]
    assert question(three["b"]).trashed_at is None


@pytest.mark.longer
def test_what_was_edited_since_stays_and_the_other_comes_back(three, change, merge, undo, question):
    change("add_facet", [three["b"]], "place")
    operation = merge(three["a"], three["b"])
    change("level", [three["a"]], "3")
    assert undo(operation) == (1, ["a"])
    assert question(three["b"]).trashed_at is None
    assert question(three["a"]).current.facets == ["event", "claim", "place"]


@pytest.fixture
def card_of(session):
    """Return a function that gives the id of a question's first card."""

    def card_of(question_id):
        return session.scalars(sa.select(Card.id).where(Card.question_id == question_id)).first()

    return card_of


@pytest.fixture
def learner(session):
    return Learner(create_guest(session, now=utcnow()).id, RULES)


@pytest.mark.longer
def test_what_was_answered_at_the_other_counts_for_the_one_that_stays(session, three, merge, undo, card_of, learner):
    mine, theirs = card_of(three["a"]), card_of(three["b"])
    before = record_review(session, learner, theirs, Rating.EASY, Event("event", utcnow()), now=utcnow())
    operation = merge(three["a"], three["b"])
    assert operation.said["memories"] == 1
    after = memory_by_card(session, learner.id, mine)
    assert (after.stability, after.last_at, after.reps) == (before.stability, before.last_at, 1)
    assert memory_by_card(session, learner.id, theirs) == before
    undo(operation)
    assert memory_by_card(session, learner.id, mine) is None
    assert rebuild_memories(session, RULES)[1] == []


@pytest.mark.longer
def test_a_learners_note_and_suspension_come_along(session, three, merge, undo, card_of, learner):
    mine, theirs = card_of(three["a"]), card_of(three["b"])
    at = utcnow()
    session.add(CardMark(learner_id=learner.id, card_id=theirs, note="my own", suspended_at=at))
    record_review(session, learner, theirs, Rating.EASY, Event("event", at), now=at)
    operation = merge(three["a"], three["b"])
    kept = mark_of(session, learner.id, mine)
    assert (kept.note, kept.suspended_at) == ("my own", at)
    undo(operation)
    assert mark_of(session, learner.id, mine).suspended_at is None
    assert mark_of(session, learner.id, theirs).suspended_at == at


@pytest.mark.longer
def test_what_counts_goes_on_counting_where_the_other_stays_in_the_trash(
    session, three, merge, undo, card_of, learner, question, change
):
    record_review(session, learner, card_of(three["b"]), Rating.EASY, Event("event", utcnow()), now=utcnow())
    change("add_facet", [three["b"]], "place")
    operation = merge(three["a"], three["b"])
    question(three["b"]).trashed_at = utcnow()  # thrown away once more since
    session.flush()
    assert undo(operation) == (1, ["b"])
    assert memory_by_card(session, learner.id, card_of(three["a"])).reps == 1
    assert rebuild_memories(session, RULES)[1] == []


def test_cards_that_ask_something_else_keep_their_memories_to_themselves(
    session, three, merge, card_of, learner, question
):
    other = replace(
        draft_of("b", question(three["b"]).current),
        kind="flashcard",
        content=registry.load("flashcard", {"front": "x", "back": "y"}),
    )
    add_version(session, question(three["b"]), other, Authorship(Origin.BROWSER), now=utcnow())
    assert corresponding(session, question(three["b"]), question(three["a"])) == {}
    assert merge(three["a"], three["b"]).said["memories"] == 0
