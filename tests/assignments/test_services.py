from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from quizapp.assignments import services
from quizapp.assignments.counting import State
from quizapp.assignments.models import Assignment
from quizapp.assignments.services import Differing, Given
from quizapp.assignments.settings import quiz_settings
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.terms import GRACE

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def closing():
    return utcnow().replace(microsecond=0) + HOUR


@pytest.mark.longer
def test_closing_now_ends_running_attempts_with_what_is_saved(give_out, students, sit, change, outcome):
    assignment = give_out()
    player, attempt = sit(assignment, students[0])
    player.answer(attempt, "premier")
    change(assignment, services.set_exception, students[0], Differing(closes_at=utcnow() + 9 * DAY), now=utcnow())
    now = utcnow()
    change(assignment, services.close_now, now=now)
    assert player.attempt(attempt).closes_at == now
    assert outcome(assignment, students[0], now + 2 * GRACE).state == State.DONE
    assert outcome(assignment, students[1], now + 2 * GRACE).state == State.MISSED


@pytest.mark.longer
def test_what_a_closing_ended_goes_on_when_it_is_reopened(give_out, students, sit, change, outcome):
    assignment = give_out()
    player, attempt = sit(assignment, students[0])
    change(assignment, services.close_now, now=utcnow())
    with time_machine.travel(utcnow() + HOUR, tick=False):
        player.answer(attempt, "premier")
        assert player.attempt(attempt).finished_at is not None
        change(assignment, services.reopen, utcnow() + DAY, now=utcnow())
        assert player.attempt(attempt).finished_at is None
        player.answer(attempt, "brokered")
        assert outcome(assignment, students[0]).state == State.BEGUN
    assert player.slot(attempt, "brokered").score == 1


@pytest.mark.longer
def test_changed_dates_reach_running_attempts_and_agreed_time_is_not_taken_away(app, give_out, students, sit, change):
    assignment = give_out(minutes=40)
    player, attempt = sit(assignment, students[0])
    began = player.attempt(attempt).started_at
    with app.app_context():
        row = db.session.get_one(Assignment, assignment)
        settings = quiz_settings(row.settings)
        given = Given("quiz", "Renamed", settings.model_copy(update={"minutes": 20}), closes_at=row.closes_at)
    change(assignment, services.change_assignment, given, now=utcnow())
    assert player.attempt(attempt).closes_at == began + 40 * MINUTE
    given = replace(given, settings=settings.model_copy(update={"minutes": 60}))
    change(assignment, services.change_assignment, given, now=utcnow())
    assert player.attempt(attempt).closes_at == began + 60 * MINUTE
    given = replace(given, closes_at=began + 30 * MINUTE)
    change(assignment, services.change_assignment, given, now=utcnow())
    assert player.attempt(attempt).closes_at == began + 30 * MINUTE


@pytest.mark.longer
def test_an_exception_during_an_attempt_moves_its_end_and_is_taken_back(give_out, students, sit, change, outcome):
    assignment = give_out(minutes=30)
    player, attempt = sit(assignment, students[0])
    began = player.attempt(attempt).started_at
    change(assignment, services.set_exception, students[0], Differing(extra_percent=100), now=utcnow())
    assert player.attempt(attempt).closes_at == began + HOUR
    assert player.attempt(attempt).terms["minutes"] == 60
    change(assignment, services.set_exception, students[0], Differing(), now=utcnow())
    assert outcome(assignment, students[0]).allowed.minutes == 30
    assert player.attempt(attempt).closes_at == began + HOUR


@pytest.mark.longer
def test_more_time_reaches_beyond_the_closing_for_that_student_alone(give_out, students, sit, change, closing):
    assignment = give_out(minutes=90, closes_at=closing)
    players = [sit(assignment, student) for student in students[:2]]
    change(assignment, services.give_more_time, students[0], 15, now=utcnow())
    assert [player.attempt(attempt).closes_at for player, attempt in players] == [closing + 15 * MINUTE, closing]


@pytest.mark.longer
def test_more_time_after_the_end_counts_from_now(give_out, students, sit, change, closing):
    assignment = give_out(minutes=30, days=9)
    player, attempt = sit(assignment, students[0])
    with time_machine.travel(closing + HOUR, tick=False):
        change(assignment, services.give_more_time, students[0], 10, now=utcnow())
        ends = player.attempt(attempt).closes_at
        assert utcnow() + 10 * MINUTE <= ends <= utcnow() + 11 * MINUTE
        player.answer(attempt, "premier")
    assert player.slot(attempt, "premier").score == 1


@pytest.mark.longer
def test_results_that_wait_for_the_closing_wait_for_a_later_exception(give_out, students, sit, change, closing):
    assignment = give_out(closes_at=closing, key="after_closing", explanation="after_closing")
    player, attempt = sit(assignment, students[0])
    player.finish(attempt)
    assert player.attempt(attempt).results_at == closing + GRACE
    change(assignment, services.set_exception, students[1], Differing(closes_at=closing + DAY), now=utcnow())
    assert player.attempt(attempt).results_at == closing + DAY + GRACE


@pytest.mark.longer
def test_the_trash_keeps_attempts_and_gives_back(give_out, students, sit, change, app):
    assignment = give_out()
    player, attempt = sit(assignment, students[0])
    change(assignment, services.remove_assignment, now=utcnow())
    player.answer(attempt, "premier")
    player.finish(attempt)
    assert player.attempt(attempt).score == 1
    change(assignment, services.restore_assignment)
    with app.app_context():
        assert db.session.get_one(Assignment, assignment).trashed_at is None


@pytest.mark.longer
def test_a_copy_has_the_settings_and_none_of_the_work(app, give_out, make_class, teacher, students, sit, change):
    assignment = give_out(minutes=30, password="wren")
    sit(assignment, students[0], password="wren")
    other = make_class(students[2], name="10 c")
    with app.app_context():
        row = db.session.get_one(Assignment, assignment)
        copy = services.copy_assignment(db.session(), row, other, by_id=teacher, seed=9, now=utcnow())
        assert (copy.class_id, copy.copied_from_id, copy.title) == (other, assignment, row.title)
        assert copy.settings == row.settings
        assert copy.seed != row.seed


@pytest.mark.longer
def test_a_reading_has_no_attempts_to_move(give_out, change, students):
    assignment = give_out("reading", passages=["ally-2023#p1"])
    change(assignment, services.set_exception, students[0], Differing(excused=True), now=utcnow())
    change(assignment, services.close_now, now=utcnow())
