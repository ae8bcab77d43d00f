from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.assignments.deadlines import Phase
from quizapp.assignments.models import Assignment, Sitting
from quizapp.assignments.services import Differing, set_exception
from quizapp.assignments.sitting import (
    Beginning,
    NoQuestionsLeftError,
    NotOpenError,
    NoTriesLeftError,
    WrongPasswordError,
    mark_read,
    passages_read,
    plan_sitting,
    start_sitting,
    unmark_read,
)
from quizapp.clock import utcnow
from quizapp.db import db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.longer
def test_a_student_sits_down_to_the_questions_in_their_order(give_out, students, sit):
    assignment = give_out(minutes=30)
    player, attempt = sit(assignment, students[0])
    assert [player.place(attempt, key) for key in ("premier", "brokered", "surname")] == [1, 2, 3]
    stored = player.attempt(attempt)
    assert stored.closes_at == stored.started_at + HOUR / 2


@pytest.mark.longer
def test_whoever_sits_down_again_goes_on(give_out, students, sit):
    assignment = give_out(attempts=3)
    first = sit(assignment, students[0])[1]
    assert sit(assignment, students[0])[1] == first


@pytest.mark.longer
def test_the_same_event_is_one_sitting_though_it_was_finished_meanwhile(give_out, students, sit):
    assignment = give_out(attempts=3)
    player, first = sit(assignment, students[0], event_id="event-once")
    player.finish(first)
    assert sit(assignment, students[0], event_id="event-once")[1] == first


@pytest.mark.longer
def test_no_more_attempts_than_allowed(give_out, students, sit, change):
    assignment = give_out(attempts=1)
    player, attempt = sit(assignment, students[0])
    player.finish(attempt)
    with pytest.raises(NoTriesLeftError):
        sit(assignment, students[0])
    change(assignment, set_exception, students[0], Differing(attempts=2), now=utcnow())
    assert sit(assignment, students[0])[1] != attempt


@pytest.mark.longer
def test_the_clock_decides(give_out, students, sit):
    assignment = give_out(opens_at=utcnow() + HOUR)
    for moment, phase in ((utcnow(), Phase.COMING), (utcnow() + 2 * DAY, Phase.CLOSED)):
        with pytest.raises(NotOpenError) as caught:
            sit(assignment, students[0], now=moment)
        assert caught.value.phase == phase
    sit(assignment, students[0], now=utcnow() + 2 * HOUR)


@pytest.mark.longer
def test_the_password_is_one_that_can_be_said_aloud(give_out, students, sit):
    assignment = give_out(password="Зимородок")
    for wrong in ("", "ворона"):
        with pytest.raises(WrongPasswordError):
            sit(assignment, students[0], password=wrong)
    sit(assignment, students[0], password=" зимородок ")


def test_where_nothing_can_be_asked_nobody_sits_down(give_out, students, sit):
    assignment = give_out(rules=[{"count": 2, "query": "topic:nowhere"}])
    with pytest.raises(NoQuestionsLeftError):
        sit(assignment, students[0])


@pytest.mark.longer
def test_each_student_has_their_own_drawing_which_can_be_made_again(app, give_out, students, sit):
    assignment = give_out(rules=[{"count": 3, "query": ""}], attempts=None)
    drawn = {}
    for student in students:
        player, attempt = sit(assignment, student)
        with app.app_context():
            drawn[student] = db.session.query(Sitting).filter_by(attempt_id=attempt).one().seed
        player.finish(attempt)
    assert len(set(drawn.values())) == 3


def test_passages_are_marked_as_read_and_unmarked(app, give_out, students):
    reading = give_out("reading", passages=["ally-2023#p1"])
    with app.app_context():
        session, now = db.session(), utcnow()
        assignment = session.get_one(Assignment, reading)
        assert mark_read(session, assignment, students[0], "ally-2023#p1", seconds=90, now=now)
        assert mark_read(session, assignment, students[0], "ally-2023#p1", seconds=5, now=now + HOUR)
        assert not mark_read(session, assignment, students[0], "ally-2023#p9", seconds=5, now=now)
        [read] = passages_read(session, reading, students[0]).values()
        assert (read.passage, read.read_at, read.seconds) == ("ally-2023#p1", now, 90)
        unmark_read(session, assignment, students[0], "ally-2023#p1")
        assert passages_read(session, reading, students[0]) == {}


@pytest.mark.longer
def test_two_that_were_planned_at_once_are_one_sitting(app, give_out, students, outcome, stored):
    assignment = give_out(attempts=3)
    found = outcome(assignment, students[0])
    for event in ("event-first", "event-second"):
        with app.app_context():
            session, given = db.session(), db.session.get_one(Assignment, assignment)
            planned = plan_sitting(session, given, found, Beginning(event), now=utcnow())
            start_sitting(session, given, planned, now=utcnow())
            session.commit()
    assert len(stored("sittings")) == len(stored("attempts")) == 1


@pytest.mark.longer
def test_while_it_is_open_flashcards_show_no_answer_to_what_it_asks(sit, give_out, students, cards_of, browse):
    player, attempt = sit(give_out(), students[0])
    sitting, card = player.client, cards_of("premier")[0]
    sides = (f"/review/cards/{card}", f"/review/study/cards/{card}", f"/review/cards/{card}/help")

    def comes():
        return card in [one["id"] for one in sitting.get("/review/ahead").json["order"]]

    assert [sitting.get(side).location for side in sides] == ["/review/"] * 3
    assert "A quiz that you were given asks this" in sitting.get("/review/").text
    assert not comes()
    assert browse(students[1]).get(sides[0]).status_code == 200
    player.finish(attempt)
    assert [sitting.get(side).status_code for side in sides] == [200] * 3
    assert comes()
