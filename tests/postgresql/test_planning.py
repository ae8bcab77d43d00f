"""Holidays on PostgreSQL, which counts ids apart from the rows that have them."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.classroom.services import ClassSettings, create_class
from quizapp.clock import utcnow
from quizapp.planning import holidays
from quizapp.planning.class_days import holidays_of_class
from quizapp.planning.holidays import HolidayTerms

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
SPRING, MAY_DAY, EASTER = (
    HolidayTerms(name, date(2026, 4, 1), date(2026, 4, 9)) for name in ("Spring", "May", "Easter")
)


def test_a_holiday_that_comes_back_after_the_database_moved_has_the_next_one_come_after_it(session, make_person):
    class_id = create_class(session, make_person(Role.INSTRUCTOR), ClassSettings("a", "UTC"), now=utcnow()).id
    removed = [holidays.add_holiday(session, class_id, terms) for terms in (SPRING, MAY_DAY)]
    gone = {HolidayTerms.of(one): one.id for one in removed}
    for one in removed:
        holidays.remove_holiday(session, one)
    session.execute(sa.text("SELECT setval('class_holidays_id_seq', 1, false)"))  # as a move of no holidays leaves it
    assert holidays.put_back(session, class_id, gone, [])
    holidays.add_holiday(session, class_id, EASTER)
    kept = {HolidayTerms.of(one): one.id for one in holidays_of_class(session, class_id)}
    assert {terms: kept.pop(terms) for terms in gone} == gone
    assert kept[EASTER] > max(gone.values())
    session.rollback()
