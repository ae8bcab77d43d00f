from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.accounts.signals import guest_signed_in
from quizapp.classroom import queries, services
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.signals import extra_time_changed

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


@pytest.mark.parametrize(("own", "kept"), [(None, 25), (0, 25), (50, 50)])
def test_a_guests_extra_time_and_group_come_along(session, make_class, make_person, own, kept):
    number, guest, student = make_class(), make_person(), make_person()
    school_class, told = session.get_one(SchoolClass, number), []
    place = services.enrol_student(session, school_class, guest, "Guest", now=NOW)
    place.extra_time_percent, place.group_name, place.sort_name = 25, "Blue", "Guest"
    if own is not None:
        services.enrol_student(session, school_class, student, "Ani", now=NOW).extra_time_percent = own
    with extra_time_changed.connected_to(lambda class_id, **_more: told.append(class_id)):
        guest_signed_in.send(guest, session=session, person_id=student, now=NOW)
    (row,) = queries.students_of_class(session, number)
    assert (row.person_id, row.extra_time_percent, row.group_name) == (student, kept, "Blue")
    assert told == ([number] if own != 50 else [])
