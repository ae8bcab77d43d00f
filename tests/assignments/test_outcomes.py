from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from quizapp.assignments import queries
from quizapp.assignments.counting import State
from quizapp.assignments.models import Assignment
from quizapp.assignments.outcomes import outcomes_of
from quizapp.assignments.services import Differing, set_exception
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.terms import GRACE
from quizapp.scheduling.state import Rules

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RIGHT = {"premier": None, "brokered": None, "surname": None}


def do(sit, assignment, student, keys=RIGHT):
    player, attempt = sit(assignment, student)
    for key in keys:
        player.answer(attempt, key)
    player.finish(attempt)
    return attempt


@pytest.mark.longer
def test_an_outcome_grows_with_what_a_student_does(give_out, students, sit, outcome):
    assignment, student = give_out(attempts=2), students[0]
    assert outcome(assignment, student).state == State.OPEN
    player, attempt = sit(assignment, student)
    player.answer(attempt, "premier")
    begun = outcome(assignment, student)
    assert (begun.state, begun.share, begun.running.attempt_id) == (State.BEGUN, None, attempt)
    player.finish(attempt)
    done = outcome(assignment, student)
    assert (done.state, done.share, done.counted, done.tries_left) == (
        State.DONE,
        pytest.approx(1 / 3),
        (attempt,),
        1,
    )


@pytest.mark.longer
def test_the_best_attempt_counts(give_out, students, sit, outcome):
    assignment = give_out(attempts=None)
    first = do(sit, assignment, students[0], ("premier", "brokered"))
    do(sit, assignment, students[0], ("premier",))
    assert outcome(assignment, students[0]).counted == (first,)


def test_what_closed_without_work_is_missed_unless_it_is_excused(give_out, students, outcome, change):
    assignment = give_out()
    change(assignment, set_exception, students[1], Differing(excused=True), now=utcnow())
    later = utcnow() + 2 * DAY
    assert outcome(assignment, students[0], later).state == State.MISSED
    assert outcome(assignment, students[1], later).state == State.EXCUSED


@pytest.mark.longer
def test_an_attempt_that_ended_by_itself_counts_though_nothing_wrote_it_down(give_out, students, sit, outcome):
    assignment = give_out(minutes=30)
    player, attempt = sit(assignment, students[0])
    player.answer(attempt, "premier")
    ended = outcome(assignment, students[0], utcnow() + HOUR)
    assert (ended.state, ended.share) == (State.DONE, pytest.approx(1 / 3))
    assert player.attempt(attempt).finished_at is None


@pytest.mark.longer
def test_late_work_loses_percents_by_the_day_of_its_last_answer(give_out, students, sit, outcome):
    closing = utcnow().replace(microsecond=0) + HOUR
    late = {"rule": "percent", "percent_per_day": 10}
    assignment = give_out(closes_at=closing, late_until=closing + 3 * DAY, late=late)
    with time_machine.travel(closing + DAY + HOUR, tick=False):
        do(sit, assignment, students[0])
        found = outcome(assignment, students[0])
    assert (found.tries[0].days_late, found.share) == (2, pytest.approx(0.8))
    assert found.tries[0].share == 1


@pytest.mark.longer
def test_an_attempt_whose_answers_were_in_time_is_not_late_when_it_ends_by_itself(give_out, students, sit, outcome):
    closing = utcnow().replace(microsecond=0) + HOUR
    late = {"rule": "percent", "percent_per_day": 10}
    assignment = give_out(closes_at=closing, late_until=closing + DAY, late=late)
    player, attempt = sit(assignment, students[0])
    player.answer(attempt, "premier")
    found = outcome(assignment, students[0], closing + DAY + 2 * GRACE)
    assert (found.state, found.tries[0].days_late, found.share) == (State.DONE, 0, pytest.approx(1 / 3))


@pytest.mark.longer
def test_certainty_counts_where_it_was_agreed(give_out, students, sit, outcome):
    assignment = give_out(certainty=True)
    player, attempt = sit(assignment, students[0])
    for key, answers, certainty in (("premier", None, "3"), ("brokered", ("false",), "2"), ("surname", None, "1")):
        fields = player.fields(attempt, key, answers) | {"certainty": certainty, "event_id": f"event-{key}"}
        player.client.post(player.path(attempt, key), data=fields)
    player.finish(attempt)
    assert outcome(assignment, students[0]).share == pytest.approx((3 - 2 + 1) / 9)


@pytest.mark.slow
def test_a_score_says_all_of_whoever_sat_once_and_in_time(app, give_out, students, sit, change):
    ani, babken, carine = students
    closing = utcnow().replace(microsecond=0) + HOUR
    rules = {"late": {"rule": "accept"}, "closes_at": closing, "late_until": closing + DAY}
    usual, sure = give_out(attempts=2, **rules), give_out(certainty=True)
    for student in students:
        do(sit, usual, student, ("premier", "brokered"))
        do(sit, sure, student)
    do(sit, usual, babken)
    change(usual, set_exception, carine, Differing(attempts=5), now=utcnow())
    endless, late = give_out(days=None), give_out(**rules)
    do(sit, endless, ani, ())
    sit(endless, babken)
    with time_machine.travel(closing, tick=False):
        do(sit, late, ani)
    with time_machine.travel(closing + HOUR, tick=False):
        do(sit, late, babken)
    with app.app_context():
        assignments = db.session.scalars(sa.select(Assignment)).all()
        found = outcomes_of(db.session(), assignments, dict.fromkeys(students, 0), Rules("UTC"), now=utcnow())
        db.session.rollback()
    assert found.scores == {(usual, ani): (2, 3), (endless, ani): (0, 3), (late, ani): (3, 3)}
    assert [found[key].share for key in found.scores] == [2 / 3, 0, 1]
    assert len(found) == len([*found]) == 4 * 3
    assert [found[late, student].state for student in students] == [State.DONE, State.DONE, State.OPEN]


@pytest.mark.longer
def test_the_number_of_statements_grows_with_nothing(app, give_out, students, sit, statements):
    def counted(count):
        ids = [give_out(title=f"Quiz {number}") for number in range(count)]
        for student in students[:count]:
            do(sit, ids[0], student)
        with app.app_context():
            assignments = db.session.scalars(sa.select(Assignment)).all()
            with statements() as sent:
                outcomes_of(db.session(), assignments, dict.fromkeys(students, 0), Rules("UTC"), now=utcnow())
            db.session.rollback()
        return len(sent)

    assert counted(1) == counted(3)


def test_what_slots_add_up_to_is_looked_up_for_those_that_need_it(app):
    with app.app_context():
        assert queries.sums_of(db.session(), []) == {}
