from __future__ import annotations

from datetime import UTC, datetime

from quizapp.accounts.signals import guest_signed_in
from quizapp.classroom import queries, services
from quizapp.classroom.models import SchoolClass

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def test_a_guests_place_becomes_the_accounts_and_nobody_is_there_twice(session, make_class, make_person):
    one, two, guest, student = make_class(), make_class(), make_person(), make_person()
    first, second = (session.get_one(SchoolClass, number) for number in (one, two))
    for school_class in (first, second):
        services.enrol_student(session, school_class, guest, "Guest", now=NOW)
    services.enrol_student(session, first, student, "Ani Petrosyan", now=NOW)
    guest_signed_in.send(guest, session=session, person_id=student, now=NOW)
    rosters = [queries.students_of_class(session, number) for number in (one, two)]
    names = [[(one.person_id, one.roster_name) for one in roster] for roster in rosters]
    assert names == [[(student, "Ani Petrosyan")], [(student, "Guest")]]
