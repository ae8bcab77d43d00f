from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.accounts.services import create_guest
from quizapp.accounts.visitor import visitor_of
from quizapp.bank.loading import load_bank
from quizapp.bank.models import Bank
from quizapp.memory.access import rules_of_app
from quizapp.memory.services import Learner
from quizapp.planning import exam_queries, plans, services
from quizapp.planning.services import ExamTerms
from quizapp.review.models import CardMark
from quizapp.review.queries import queue_of_day
from quizapp.scheduling.state import Phase

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def person(session, make_person, small_bank):
    return visitor_of(session.get_one(Person, make_person()))


@pytest.fixture
def learner(app, person):
    return Learner(person.id, rules_of_app(app))


@pytest.fixture
def set_exam(session, person):
    def set_exam(minutes=10, in_days=21, bank="small"):
        bank_id = session.scalar(sa.select(Bank.id).where(Bank.key == bank))
        terms = ExamTerms("Unit 1", (NOW + timedelta(days=in_days)).date(), minutes, frozenset({bank_id}))
        return services.set_exam(session, person.id, terms, now=NOW)

    return set_exam


@pytest.fixture
def plan(session, person, learner):
    return lambda now=NOW, done=frozenset(): plans.plan_of_day(session, person, learner, done=done, now=now)


def test_without_a_test_ahead_nothing_is_planned(plan, set_exam):
    assert plan() is plans.NO_PLAN
    set_exam(in_days=0)
    assert plan() is plans.NO_PLAN


@pytest.mark.longer
def test_the_minutes_decide_how_much_is_planned(plan, set_exam, session):
    exam = set_exam(minutes=1)
    few = plan()
    assert 2 <= len(few.cards) <= 4
    exam.minutes_per_day = 30
    session.flush()
    assert len(plan().cards) > len(few.cards)
    assert few.banks == plan().banks


@pytest.mark.longer
def test_what_was_practised_today_is_taken_off_the_minutes(plan, set_exam, record, person, card):
    set_exam(minutes=2)
    before = len(plan().cards)
    record(person.id, card("premier"), 4, NOW, duration_ms=60_000)
    after = plan(NOW + timedelta(minutes=2))
    assert 0 < len(after.cards) < before
    assert card("premier") not in [card.card_id for card in after.cards]
    record(person.id, card("surname"), 4, NOW, duration_ms=60_000)
    assert plan(NOW + timedelta(minutes=4)).cards == ()


@pytest.mark.longer
def test_cards_that_come_back_in_their_steps_have_their_time_kept(plan, set_exam, record, person, card):
    set_exam(minutes=2)
    planned = [len(plan().cards)]
    for number, key in enumerate(("premier", "surname"), start=1):
        record(person.id, card(key), 3, NOW, duration_ms=12_000)
        planned.append(len(plan(NOW + timedelta(seconds=12 * number)).cards))
    assert planned == [planned[0], planned[0] - 1, planned[0] - 2]


@pytest.mark.longer
def test_how_much_of_todays_minutes_is_left_falls_with_what_was_practised(plan, set_exam, record, person, card):
    set_exam(minutes=2)
    left = [plan().tests[0].left]
    for key in ("premier", "surname"):
        record(person.id, card(key), 3, NOW, duration_ms=60_000)
        left.append(plan(NOW + timedelta(minutes=1)).tests[0].left)
    assert left == [2, 1, 0]


def test_a_new_day_is_planned_anew_and_reviews_come_before_they_are_due(plan, set_exam, record, person, card):
    set_exam(minutes=60, in_days=9)
    premier = card("premier")
    record(person.id, premier, 4, NOW)
    tomorrow = plan(NOW + timedelta(days=1))
    (queued,) = (one for one in tomorrow.cards if one.card_id == premier)
    assert queued.phase is Phase.REVIEW
    assert queued.due_day > rules_day(NOW) + 1


def rules_day(moment):
    return (moment.date() - datetime(1970, 1, 1, tzinfo=UTC).date()).days


@pytest.mark.longer
def test_the_queue_follows_the_plan_and_goes_back_after_the_test(
    session, person, learner, set_exam, record, card, practice
):
    load_bank(session, practice.bank_of(practice.many_questions(5), "other", "Another bank"), now=NOW)
    record(person.id, card("premier"), 4, NOW - timedelta(days=60))
    exam = set_exam(minutes=1)
    queue = queue_of_day(session, person, learner, now=NOW)
    assert queue.planned == len(queue.cards)
    assert len(queue.cards) <= 4
    services.remove_exam(session, exam, now=NOW)
    usual = queue_of_day(session, person, learner, now=NOW)
    assert usual.planned == 0
    assert (usual.review, usual.new) == (1, 12)
    services.restore_exam(session, exam)
    after = queue_of_day(session, person, learner, now=NOW + timedelta(days=21))
    assert (after.planned, after.review) == (0, 1)


@pytest.mark.longer
def test_what_is_due_of_other_banks_still_comes(session, person, learner, set_exam, record, card, practice):
    load_bank(session, practice.bank_of(practice.many_questions(5), "other", "Another bank"), now=NOW)
    record(person.id, card("premier"), 4, NOW - timedelta(days=60))
    set_exam(minutes=1, bank="other")
    queue = queue_of_day(session, person, learner, now=NOW)
    assert queue.planned >= 2
    assert card("premier") in [card.card_id for card in queue.cards]


def test_two_tests_about_one_bank_do_not_plan_a_card_twice(plan, set_exam):
    set_exam(minutes=60, in_days=5)
    set_exam(minutes=60, in_days=15)
    ids = [card.card_id for card in plan().cards]
    assert len(ids) == len(set(ids))


@pytest.mark.longer
def test_a_forecast_says_where_one_stands_and_what_each_pace_promises(session, person, learner, set_exam, record, card):
    record(person.id, card("premier"), 4, NOW - timedelta(days=2))
    exam = exam_queries.exam_of(session, person, set_exam(minutes=4).id)
    forecast = plans.forecast_exam(session, learner, exam, now=NOW)
    assert [one.minutes for one in forecast.outlooks] == [0, 2, 4, 8]
    recall = [one.recall for one in forecast.outlooks]
    assert recall == sorted(recall)
    assert recall[0] < 0.1
    assert recall[-1] > 0.9
    assert (forecast.met, forecast.days_left) == (1, 21)
    assert 0 < forecast.recall_today < 1 / forecast.cards


@pytest.mark.longer
def test_a_forecast_counts_no_card_that_its_learner_suspended(session, person, learner, set_exam, record, card):
    for key in ("premier", "surname"):
        record(person.id, card(key), 4, NOW - timedelta(days=2))
    exam = exam_queries.exam_of(session, person, set_exam(minutes=4).id)
    before = plans.forecast_exam(session, learner, exam, now=NOW)
    session.add(CardMark(learner_id=person.id, card_id=card("premier"), suspended_at=NOW))
    session.add(CardMark(learner_id=create_guest(session, now=NOW).id, card_id=card("surname"), suspended_at=NOW))
    session.flush()
    after = plans.forecast_exam(session, learner, exam, now=NOW)
    assert (after.cards, after.met) == (before.cards - 1, before.met - 1)


def test_an_outlook_over_very_many_cards_is_estimated_from_a_sample():
    cards = list(range(20_000))
    sample, share = plans.sampled(cards, 21)
    assert len(sample) * 21 <= 10_100
    assert share == len(sample) / len(cards)
    assert plans.sampled(cards[:40], 21) == (cards[:40], 1)
    assert plans.sampled([], 0) == ([], 0)


@pytest.mark.longer
def test_a_test_all_of_whose_banks_an_earlier_one_asks_about_tells_no_minutes_left(plan, set_exam):
    set_exam(minutes=2)
    set_exam(minutes=5)
    assert [test.left for test in plan().tests] == [2, None]
