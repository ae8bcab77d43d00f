from __future__ import annotations

from datetime import UTC, date, datetime

from quizapp.accounts.models import Role
from quizapp.audit.models import Act
from quizapp.audit.services import record_action
from quizapp.classroom.services import ClassSettings, create_class
from quizapp.planning import holidays
from quizapp.planning.class_days import holidays_of_class
from quizapp.planning.holidays import HolidayTerms

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SPRING = HolidayTerms("Spring", date(2026, 4, 1), date(2026, 4, 10))
MAY_DAY = HolidayTerms("May Day", date(2026, 5, 1), date(2026, 5, 1))


EASTER = HolidayTerms("Easter", date(2026, 4, 3), date(2026, 4, 6))


def names(session, class_id):
    return [(one.name, one.first_on.day, one.last_on.day) for one in holidays_of_class(session, class_id)]


def test_holidays_are_added_changed_removed_and_taken_from_another_class(session, make_person):
    teacher = make_person(Role.INSTRUCTOR)
    one, other = (create_class(session, teacher, ClassSettings(name, "UTC"), now=NOW).id for name in ("a", "b"))
    spring, may_day = (holidays.add_holiday(session, one, terms) for terms in (SPRING, MAY_DAY))
    assert names(session, one) == [("Spring", 1, 10), ("May Day", 1, 1)]
    holidays.change_holiday(session, spring, EASTER)
    holidays.add_holiday(session, other, MAY_DAY)
    assert [HolidayTerms.of(copy) for copy in holidays.copy_holidays(session, one, other)] == [EASTER]
    assert names(session, other) == [("Easter", 3, 6), ("May Day", 1, 1)]
    assert holidays.copy_holidays(session, one, other) == []
    holidays.remove_holiday(session, may_day)
    assert names(session, one) == [("Easter", 3, 6)]


def test_a_change_goes_back_where_it_stands_and_leaves_later_ones(session, make_person):
    class_id = create_class(session, make_person(Role.INSTRUCTOR), ClassSettings("a", "UTC"), now=NOW).id
    holidays.add_holiday(session, class_id, MAY_DAY)
    assert holidays.put_back(session, class_id, {SPRING: None}, [])
    assert not holidays.put_back(session, class_id, {SPRING: None}, []), "it is there again"
    assert names(session, class_id) == [("Spring", 1, 10), ("May Day", 1, 1)]
    assert holidays.put_back(session, class_id, {}, [SPRING])
    assert not holidays.put_back(session, class_id, {}, [SPRING])
    assert names(session, class_id) == [("May Day", 1, 1)]


def test_what_goes_back_is_the_same_holiday_for_who_has_its_page_open(session, make_person):
    class_id = create_class(session, make_person(Role.INSTRUCTOR), ClassSettings("a", "UTC"), now=NOW).id
    spring, may_day = (holidays.add_holiday(session, class_id, terms).id for terms in (SPRING, MAY_DAY))
    assert holidays.put_back(session, class_id, {EASTER: spring}, [SPRING])
    assert [(one.id, one.name) for one in holidays_of_class(session, class_id)] == [
        (spring, "Easter"),
        (may_day, "May Day"),
    ]
    assert holidays.put_back(session, class_id, {}, [EASTER])
    assert holidays.put_back(session, class_id, {SPRING: spring}, [])
    assert [(one.id, one.name) for one in holidays_of_class(session, class_id)] == [
        (spring, "Spring"),
        (may_day, "May Day"),
    ]
    assert holidays.put_back(session, class_id, {EASTER: spring}, []), "its id is another's by now"
    assert {one.name: one.id for one in holidays_of_class(session, class_id)}["Spring"] == spring
    assert holidays.put_back(session, class_id, {}, [SPRING, MAY_DAY])
    assert names(session, class_id) == [("Easter", 3, 6)]


def test_the_log_knows_which_holidays_came_together_and_nothing_of_what_it_did_not_keep(session, make_person):
    teacher = make_person(Role.INSTRUCTOR)
    class_id = create_class(session, teacher, ClassSettings("a", "UTC"), now=NOW).id
    added = holidays.add_missing(session, class_id, [SPRING, MAY_DAY])
    for details in ({}, holidays.came_together(added)):
        record_action(session, Act.HOLIDAYS_CHANGED, teacher, now=NOW, class_id=class_id, details=details)
    ids = [one.id for one in added]
    known = [holidays.was_among_several(session, class_id, number) for number in (*ids, max(ids) + 1)]
    assert known == [True, True, False]


def test_a_holiday_that_is_there_is_not_added_again(session, make_person):
    class_id = create_class(session, make_person(Role.INSTRUCTOR), ClassSettings("a", "UTC"), now=NOW).id
    assert [one.name for one in holidays.add_missing(session, class_id, [SPRING, SPRING])] == ["Spring"]
    assert [one.name for one in holidays.add_missing(session, class_id, [SPRING, MAY_DAY])] == ["May Day"]
    assert names(session, class_id) == [("Spring", 1, 10), ("May Day", 1, 1)]


def test_what_is_said_of_a_holiday_is_kept_by_the_log_and_read_again():
    kept = holidays.changed([SPRING], [])
    assert kept == {"before": [{"name": "Spring", "first": "2026-04-01", "last": "2026-04-10"}], "after": []}
    assert HolidayTerms.from_json(kept["before"][0]) == SPRING
