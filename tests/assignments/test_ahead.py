"""What somebody has to do for their classes, on their start page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.assignments import services
from quizapp.assignments.ahead import tasks_ahead
from quizapp.assignments.services import Differing
from quizapp.classroom.models import Enrolment
from quizapp.clock import utcnow
from quizapp.db import db
from tests.assignments.conftest import DAY, RULES


@pytest.fixture
def ahead(app):
    """Return the titles of what somebody has to do, in their order."""

    def ahead(person_id):
        with app.app_context():
            found = tasks_ahead(db.session(), person_id, RULES, now=utcnow())
            titles = [one.assignment.title for one in found]
            db.session.rollback()
        return titles

    return ahead


@pytest.mark.longer
def test_what_closes_first_comes_first_and_what_is_over_does_not_come(ahead, students, give_out, change, sit):
    done, trashed = give_out(title="Done"), give_out(title="Trashed")
    player, attempt = sit(done, students[0])
    player.finish(attempt)
    change(trashed, services.remove_assignment, now=utcnow())
    give_out(title="Closed", days=-1)
    give_out(title="Coming", opens_at=utcnow() + timedelta(hours=1))
    give_out(title="Open", days=None)
    give_out(title="Later", days=5)
    give_out(title="Late", days=-1, late_until=utcnow() + DAY, late={"rule": "accept"})
    begun = give_out(title="Begun", days=2)
    sit(begun, students[0])
    assert ahead(students[0]) == ["Late", "Begun", "Later", "Open"]


def test_an_exception_counts_and_each_class_has_its_own_extra_time(
    app, ahead, students, give_out, change, make_class, extra_time
):
    closed, other = give_out(title="Was ill", days=-1), make_class(students[0], name="11 a")
    change(closed, services.set_exception, students[0], Differing(closes_at=utcnow() + 3 * DAY), now=utcnow())
    extra_time(students[0], 50)
    give_out(title="Of the other class", of=other, minutes=30)
    assert ahead(students[0]) == ["Of the other class", "Was ill"]
    assert ahead(students[1]) == []
    with app.app_context():
        db.session.query(Enrolment).filter_by(class_id=other).update({"left_at": utcnow()})
        db.session.commit()
    assert ahead(students[0]) == ["Was ill"]


@pytest.mark.longer
def test_a_goal_that_closed_half_done_is_to_do_no_more(browse, ahead, class_id, students, give_out, change):
    passages = ("huang-2023#p1", "huang-2023#p2")
    reading = give_out("reading", title="Half read", passages=passages)
    ani = browse(students[0])
    ani.post(f"/assignments/{reading}/read", data={"passage": passages[0], "seconds": "5"})
    to_do = '<h2 id="due">To do</h2>\n    \n      <ul'
    assert ahead(students[0]) == ["Half read"]
    assert to_do in ani.get(f"/classes/{class_id}/marks").text
    change(reading, services.close_now, now=utcnow())
    assert ahead(students[0]) == []
    assert to_do not in ani.get(f"/classes/{class_id}/marks").text


@pytest.mark.longer
def test_the_start_page_says_what_is_to_do_and_begun_work_once(browse, students, give_out, sit):
    begun, ani = give_out(title="Begun"), browse(students[0])
    for number in range(6):
        give_out(title=f"Number {number}", days=2 + number)
    give_out(title="Late", days=-1, late_until=utcnow() + DAY, late={"rule": "accept"})
    sit(begun, students[0])
    page = ani.get("/").text
    assert "To do for your classes" in page
    assert f'href="/assignments/{begun}"' in page
    assert "begun, until" in page
    assert "late work until" in page
    assert "And 3 more, in your classes" in page
    assert "Go on with" not in page
    assert "To do for your classes" not in browse().get("/").text


@pytest.mark.longer
def test_the_start_page_takes_as_many_statements_whatever_was_given_out(browse, students, give_out, sit, statements):
    def counted(count):
        for number in range(count):
            sit(give_out(title=f"Quiz {count} {number}"), students[0])
            give_out("cards", title=f"Goal {count} {number}", target=20)
            give_out("reading", title=f"Read {count} {number}", passages=("huang-2023#p1",))
        ani.get("/")
        with statements() as sent:
            assert ani.get("/").status_code == 200
        return len(sent)

    ani = browse(students[0])
    assert counted(1) == counted(4) <= 24
