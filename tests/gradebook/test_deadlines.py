from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from quizapp.assignments.services import Differing, set_exception
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from tests.gradebook.test_own_views import address, events

__all__ = ["address"]
DAY = timedelta(days=1)


@pytest.mark.longer
@pytest.mark.parametrize(("day", "said"), [(27, "00:59"), (28, "01:59")])
def test_the_classes_own_time_stands_in_the_description_across_daylight_saving(
    app, class_id, address, give_out, students, day, said
):
    """Berlin puts its clocks forward on the night to 28 March 2027."""
    with app.app_context():
        db.session.execute(sa.update(SchoolClass).values(time_zone="Europe/Berlin"))
        db.session.commit()
    give_out(closes_at=datetime(2027, 3, day, 23, 59, tzinfo=UTC))
    (event,) = events(app.test_client(), address(students[0]))
    assert f"{said}, Europe/Berlin time." in str(event["description"])


@pytest.mark.longer
def test_what_differs_for_a_student_differs_in_their_calendar(app, address, give_out, students, change):
    quiz, excused, without = give_out(), give_out(), give_out(days=0)
    later = utcnow().replace(microsecond=0) + 3 * DAY
    change(quiz, set_exception, students[0], Differing(closes_at=later), now=utcnow())
    change(excused, set_exception, students[0], Differing(excused=True), now=utcnow())
    (event,) = events(app.test_client(), address(students[0]))
    assert event.decoded("dtstart") == later
    assert len(events(app.test_client(), address(students[1]))) == 2
    assert without


@pytest.mark.longer
def test_an_archived_class_has_no_deadlines(app, address, give_out, students, archive):
    give_out()
    archive()
    assert events(app.test_client(), address(students[0])) == []


@pytest.mark.longer
def test_deadlines_say_what_is_done(app, address, give_out, take, students):
    quiz = give_out()
    take(quiz, students[0])
    with time_machine.travel(utcnow() + DAY / 2):
        (event,) = events(app.test_client(), address(students[0]))
    assert str(event["description"]).startswith("Done. Closes on")
