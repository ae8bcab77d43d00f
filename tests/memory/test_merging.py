from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.insights.queries import activity_by_day
from quizapp.memory.carry_over import carry_over_evidence
from quizapp.memory.crediting import record_scores
from quizapp.memory.merging import repeat_evidence, take_back_repeated
from quizapp.memory.queries import cards_done_on_day, evidence_of_card, memory_by_card
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, Learner, undo_last_review
from quizapp.scheduling.judging import judged
from quizapp.scheduling.state import Rating

GONE, KEPT = 1, 2
DAY = timedelta(days=1)


@pytest.fixture
def consistent(session, learner):
    """Return a function that says whether a rebuild from the log finds no difference."""
    return lambda: rebuild_memories(session, learner.rules)[1] == []


@pytest.fixture
def merge(session, learner, start):
    """Return a function that lets the answers to one card count for another."""
    return lambda cards, now=start + 9 * DAY: repeat_evidence(session, cards, learner.rules, now=now)


def logged(session, card_id):
    told = sa.text("SELECT source, rating FROM review_log WHERE card_id = :card ORDER BY at, id")
    rows = session.execute(told, {"card": card_id})
    return [tuple(row) for row in rows]


def test_who_knew_only_the_one_that_goes_knows_the_other_as_well(session, learner, review, merge, consistent, start):
    known = review(GONE, Rating.EASY)
    assert merge({GONE: KEPT}).memories == 1
    memory = memory_by_card(session, learner.id, KEPT)
    assert (memory.stability, memory.difficulty, memory.last_at) == (known.stability, known.difficulty, start)
    assert memory_by_card(session, learner.id, GONE) == known
    assert logged(session, KEPT) == [("merged", 4)]
    assert consistent()


def test_who_knew_both_has_all_answers_in_the_order_of_time(session, learner, review, merge, consistent, start):
    review(KEPT, Rating.EASY, start)
    review(GONE, Rating.AGAIN, start + 3 * DAY)
    review(KEPT, Rating.GOOD, start + 5 * DAY)
    record_scores(session, learner, {GONE: 1.0}, Event("quiz", start + 6 * DAY), now=start + 6 * DAY)
    merge({GONE: KEPT})
    assert logged(session, KEPT) == [("review", 4), ("merged", 1), ("review", 3), ("merged-quiz", 3)]
    assert memory_by_card(session, learner.id, KEPT).lapses == 1
    assert consistent()


def test_taking_it_back_restores_what_was_known_before(session, learner, review, merge, consistent, start):
    stranger = Learner(create_guest(session, now=start).id, learner.rules)
    before = review(KEPT, Rating.EASY, start)
    review(GONE, Rating.AGAIN, start + 3 * DAY)
    record_scores(session, stranger, {GONE: 1.0}, Event("quiz", start), now=start)
    repeated = merge({GONE: KEPT})
    assert repeated.memories == 2
    assert memory_by_card(session, learner.id, KEPT) != before
    take_back_repeated(session, repeated.name, [KEPT], learner.rules, now=start + 10 * DAY)
    assert memory_by_card(session, learner.id, KEPT) == before
    assert memory_by_card(session, stranger.id, KEPT) is None
    assert memory_by_card(session, stranger.id, GONE) is not None
    assert consistent()


def test_what_was_recalled_since_stays_when_it_is_taken_back(session, learner, review, merge, consistent, start):
    review(GONE, Rating.EASY, start)
    repeated = merge({GONE: KEPT}, start + DAY)
    review(KEPT, Rating.GOOD, start + 2 * DAY)
    take_back_repeated(session, repeated.name, [KEPT], learner.rules, now=start + 3 * DAY)
    assert memory_by_card(session, learner.id, KEPT).reps == 1
    assert consistent()


@pytest.mark.longer
def test_merging_again_or_back_and_forth_counts_no_answer_twice(session, learner, review, merge, consistent, start):
    review(GONE, Rating.EASY, start)
    review(KEPT, Rating.GOOD, start + DAY)
    first = merge({GONE: KEPT})
    assert merge({GONE: KEPT}).memories == 0
    merge({KEPT: GONE})
    assert logged(session, GONE) == [("review", 4), ("merged", 3)]
    take_back_repeated(session, first.name, [KEPT], learner.rules, now=start + 9 * DAY)
    assert merge({GONE: KEPT}).memories == 1, "what was taken back is not there"
    assert [event.rating for event in evidence_of_card(session, learner.id, KEPT)].count(Rating.EASY) == 1
    assert consistent()


@pytest.mark.longer
def test_answers_go_on_to_a_third_card(session, learner, review, merge, consistent):
    review(GONE, Rating.EASY)
    merge({GONE: KEPT})
    merge({KEPT: 3})
    assert logged(session, 3) == [("merged", 4)]
    assert consistent()


def test_a_repeated_answer_is_done_where_it_was_given_alone(session, learner, review, merge, start):
    review(GONE, Rating.EASY)
    today = learner.rules.day(start)
    merge({GONE: KEPT})
    assert [card.card_id for card in cards_done_on_day(session, learner.id, today)] == [GONE]
    assert activity_by_day(session, learner.id)[today].answers == 1


def test_a_rating_taken_back_is_taken_back_at_both(session, learner, review, merge, consistent, start):
    review(GONE, Rating.EASY)
    merge({GONE: KEPT}, start)
    assert undo_last_review(session, learner, "event-undone", now=start) == GONE
    assert memory_by_card(session, learner.id, GONE) is None
    assert memory_by_card(session, learner.id, KEPT) is None
    assert consistent()


def test_no_forecast_is_held_against_an_answer_that_it_was_not_made_for(session, learner, review, merge, start):
    review(KEPT, Rating.EASY, start)
    review(GONE, Rating.GOOD, start + 4 * DAY)
    merge({GONE: KEPT})
    evidence = evidence_of_card(session, learner.id, KEPT)
    assert list(judged(evidence, card_id=KEPT, rules=learner.rules)) == []


@pytest.mark.longer
def test_it_comes_along_from_a_guest_and_is_taken_back_there_too(session, learner, review, merge, consistent, start):
    review(GONE, Rating.EASY)
    repeated = merge({GONE: KEPT})
    account = Learner(create_guest(session, now=start).id, learner.rules)
    carry_over_evidence(session, learner.id, account, now=start + 9 * DAY)
    assert memory_by_card(session, account.id, KEPT) is not None
    take_back_repeated(session, repeated.name, [KEPT], learner.rules, now=start + 10 * DAY)
    assert memory_by_card(session, account.id, KEPT) is None
    assert memory_by_card(session, account.id, GONE) is not None
    assert consistent()


@pytest.mark.longer
def test_statements_are_as_many_for_a_class_as_for_one(session, learner, statements, start):
    counts = []
    for first, size in ((1, 1), (3, 20)):
        for number in range(size):
            person = Learner(create_guest(session, now=start).id, learner.rules)
            record_scores(session, person, {first: 1.0}, Event(f"quiz-{number}", start), now=start)
        session.flush()
        with statements() as sent:
            repeat_evidence(session, {first: first + 1}, learner.rules, now=start)
        counts.append(len(sent))
    assert counts[0] == counts[1]
