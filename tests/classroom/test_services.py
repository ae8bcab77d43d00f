from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from quizapp.accounts.models import Person
from quizapp.classroom import queries, services
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.services import ClassSettings

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def test_a_class_keeps_its_settings_and_is_owned_by_who_made_it(session, teacher):
    settings = ClassSettings("10 b", "Asia/Yerevan", "History", 5, date(2026, 9, 1), date(2027, 5, 31), (0, 3))
    made = services.create_class(session, teacher, settings, now=NOW)
    session.expire_all()
    kept = session.get_one(SchoolClass, made.id)
    assert (kept.name, kept.time_zone, kept.subtitle, kept.rollover_hour) == ("10 b", "Asia/Yerevan", "History", 5)
    assert (kept.term_begins, kept.term_ends, kept.lesson_days) == (date(2026, 9, 1), date(2027, 5, 31), [0, 3])
    assert queries.role_of_teacher(session, made.id, teacher) == "owner"
    assert (kept.join_code, kept.joining_open, kept.archived_at) == (None, False, None)


def test_who_is_enrolled_twice_is_there_once_and_who_left_comes_back(session, make_class, make_person):
    number, student = make_class(), make_person()
    school_class = session.get_one(SchoolClass, number)
    first = services.enrol_student(session, school_class, student, "Ani", now=NOW)
    assert services.enrol_student(session, school_class, student, "Annie", now=NOW) is first
    assert first.roster_name == "Ani"
    first.left_at = NOW
    later = NOW + timedelta(days=9)
    assert services.enrol_student(session, school_class, student, "Ani P.", now=later) is first
    assert (first.left_at, first.joined_at, first.roster_name) == (None, later, "Ani P.")


def test_who_learns_elsewhere_too_is_not_erased_by_one_class(session, make_class, make_person, teacher):
    student, numbers = make_person(), [make_class(name) for name in ("10 b", "9 a")]
    mine, other = (session.get_one(SchoolClass, number) for number in numbers)
    services.enrol_student(session, mine, student, "Ani", now=NOW)
    enrolment = services.enrol_student(session, other, student, "Ani", now=NOW)
    asked = {"from_class": mine.id, "by_id": teacher, "now": NOW}
    assert [one.id for one in queries.open_classes_of(session, student)] == [mine.id, other.id]
    with pytest.raises(services.ElsewhereError):
        services.erase_student(session, session.get_one(Person, student), **asked)
    assert session.get(Person, student) is not None
    enrolment.left_at = NOW
    session.flush()
    erasure = services.erase_student(session, session.get_one(Person, student), **asked)
    assert (erasure.way, erasure.by_id) == ("teacher", teacher)
    assert session.get(Person, student) is None
