"""What the log keeps whole stands as long as it is as it was made."""

from __future__ import annotations

from datetime import date

import pytest

from quizapp.assignments import exceptions
from quizapp.assignments.services import Differing, set_exception
from quizapp.audit.models import Act
from quizapp.oversight.entries import Entry, Record
from quizapp.oversight.what_stands import now_of, stands
from quizapp.planning import holidays
from quizapp.planning.holidays import HolidayTerms

SPRING, EASTER = (HolidayTerms(name, date(2026, 4, 1), date(2026, 4, 9)) for name in ("Spring", "Easter"))


@pytest.fixture
def is_standing(session, site):
    """Say whether a change of something in the class, from one thing to another, stands."""

    def find(act, before, after, **about):
        told = {"class_id": site.school_class.id, "details": {"before": before, "after": after}} | about
        change = Entry(Record.ACTION, 99, site.teacher.created_at, site.teacher.id, act, **told)
        return stands(act, change, now_of(session, [(act, change)]))

    return find


def test_settings_stand_while_those_that_were_changed_do(is_standing, site):
    site.school_class.rollover_hour = 3
    assert is_standing(Act.CLASS_CHANGED, {"rollover_hour": 4}, {"rollover_hour": 3})
    assert not is_standing(Act.CLASS_CHANGED, {"rollover_hour": 3}, {"rollover_hour": 4})
    assert not is_standing(Act.CLASS_CHANGED, {"forgotten": 3}, {"forgotten": 4})
    assert not is_standing(Act.CLASS_CHANGED, {"rollover_hour": 4}, {"rollover_hour": 3}, class_id=999)


def test_holidays_stand_while_what_came_is_there_and_what_went_is_not(is_standing, session, site):
    holidays.add_holiday(session, site.school_class.id, SPRING)
    of = {one: holidays.changed([], [one])["after"] for one in (SPRING, EASTER)}
    assert is_standing(Act.HOLIDAYS_CHANGED, [], of[SPRING])
    assert is_standing(Act.HOLIDAYS_CHANGED, of[EASTER], of[SPRING])
    assert not is_standing(Act.HOLIDAYS_CHANGED, of[SPRING], [])
    assert not is_standing(Act.HOLIDAYS_CHANGED, of[SPRING], of[EASTER])


def test_an_exception_stands_as_it_was_made_whatever_its_note(is_standing, session, site):
    usual, longer = exceptions.as_json(None), exceptions.as_json(Differing(extra_minutes=5))
    about = {"subject_id": site.assignment.id, "person_id": site.student.id}
    assert is_standing(Act.ASSIGNMENT_EXCEPTED, longer, usual, **about)
    set_exception(
        session, site.assignment, site.student.id, Differing(extra_minutes=5, note="n"), now=site.admin.created_at
    )
    assert is_standing(Act.ASSIGNMENT_EXCEPTED, usual, longer, **about)
    assert not is_standing(Act.ASSIGNMENT_EXCEPTED, longer, usual, **about)


def test_nothing_stands_of_what_the_log_did_not_keep(is_standing):
    assert not is_standing(Act.CLASS_CHANGED, None, None)
