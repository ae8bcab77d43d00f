from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.assignments.models import AssignmentException
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.mail.reminders import due_soon, is_time
from quizapp.scheduling.state import Rules

RULES = Rules(ZoneInfo("UTC"))
FRIDAY_EVENING = datetime(2026, 11, 27, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours_before", "said"), [(30, False), (27, False), (26, True), (3, True), (1, False), (0.5, False), (-1, False)]
)
def test_it_is_time_from_the_afternoon_before_until_an_hour_is_left(hours_before, said):
    assert is_time(FRIDAY_EVENING, "UTC", FRIDAY_EVENING - timedelta(hours=hours_before)) is said


def test_the_day_before_is_told_by_the_clock_of_the_class():
    closes = datetime(2026, 11, 27, 0, 30, tzinfo=ZoneInfo("Asia/Yerevan"))
    assert not is_time(closes, "Asia/Yerevan", datetime(2026, 11, 26, 15, 59, tzinfo=ZoneInfo("Asia/Yerevan")))
    assert is_time(closes, "Asia/Yerevan", datetime(2026, 11, 26, 16, tzinfo=ZoneInfo("Asia/Yerevan")))


@pytest.mark.longer
def test_who_has_not_handed_in_is_reminded_by_their_own_dates(app, students, gets_mail, give_out, sit, statements):
    soon = utcnow() + timedelta(hours=2)
    given, later = give_out(closes_at=soon), give_out(days=20)
    give_out(days=None)
    for person_id in students:
        gets_mail(person_id, f"a{person_id}@mail.example")
    player, attempt = sit(given, students[0])
    player.finish(attempt)

    def due(**more):
        with app.app_context():
            found = [(one.person_id, one.assignment.id) for one in due_soon(db.session(), RULES, now=utcnow(), **more)]
            db.session.rollback()
            return found

    assert due() == [(students[1], given), (students[2], given)]
    with app.app_context():
        db.session.add(AssignmentException(assignment_id=given, person_id=students[1], excused=True))
        db.session.add(AssignmentException(assignment_id=later, person_id=students[2], closes_at=soon))
        db.session.commit()
    assert due() == [(students[2], given), (students[2], later)]
    assert due(only=students[1]) == []


@pytest.mark.longer
def test_nobody_is_reminded_who_did_not_ask_for_it(app, students, gets_mail, give_out):
    give_out(closes_at=utcnow() + timedelta(hours=2))
    gets_mail(students[0], reminders=False)
    gets_mail(students[1], None)
    with app.app_context():
        assert list(due_soon(db.session(), RULES, now=utcnow())) == []
