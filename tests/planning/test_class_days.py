from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from quizapp.accounts.models import Role
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.planning import holidays, services
from quizapp.planning.class_days import days_of_learner, holidays_of_class
from quizapp.planning.holidays import HolidayTerms
from quizapp.scheduling.day import day_of
from quizapp.scheduling.placing import EVERY_DAY

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SPRING = HolidayTerms("Spring", date(2026, 4, 1), date(2026, 4, 10))
EASTER = HolidayTerms("Easter", date(2026, 4, 6), date(2026, 4, 20))


@pytest.fixture
def learner_id(make_person):
    return make_person()


@pytest.fixture
def learn_in(session, make_person, learner_id):
    teacher = make_person(Role.INSTRUCTOR)

    def learn_in(name, *terms, **settings):
        made = create_class(session, teacher, ClassSettings(name, "UTC", **settings), now=NOW)
        for one in terms:
            holidays.add_holiday(session, made.id, one)
        enrol_student(session, made, learner_id, "Ani", now=NOW)
        return made.id

    return learn_in


def share_of(session, learner_id, *day):
    return days_of_learner(session, learner_id).calendar.share(day_of(date(2026, *day)))


def test_whoever_learns_in_no_class_keeps_their_own_days(session, learner_id):
    assert days_of_learner(session, learner_id).calendar is EVERY_DAY
    assert days_of_learner(session, 999).calendar is EVERY_DAY


def test_lessons_of_the_term_and_holidays_of_the_class_hold(session, learner_id, learn_in):
    learn_in("10 b", SPRING, lesson_days=(0, 3), term_begins=date(2026, 3, 5), term_ends=date(2026, 6, 1))
    shares = [share_of(session, learner_id, *day) for day in ((3, 2), (3, 5), (3, 6), (4, 1), (4, 10), (4, 13), (6, 4))]
    assert shares == [1, 1.5, 1, 0, 0, 1.5, 1]
    (mine,) = days_of_learner(session, learner_id).classes
    assert (mine.name, mine.weekdays, [one.name for one in mine.holidays]) == ("10 b", (0, 3), ["Spring"])


def test_in_two_classes_a_holiday_of_any_is_one(session, learner_id, learn_in):
    learn_in("10 b", SPRING, lesson_days=(0,))
    learn_in("Choir", EASTER, lesson_days=(2,))
    assert [share_of(session, learner_id, 4, day) for day in (3, 8, 15, 22, 20)] == [0, 0, 0, 1.5, 0]
    assert [one.name for one in days_of_learner(session, learner_id).classes] == ["10 b", "Choir"]


def test_own_easy_days_win_and_the_classes_can_be_left_out(session, learner_id, learn_in):
    learn_in("10 b", SPRING, lesson_days=(0, 3))
    own = services.save_calendar(session, learner_id, [0.5, 1, 1, 1, 1, 1, 1], [], now=NOW)
    assert [share_of(session, learner_id, *day) for day in ((3, 9), (3, 12), (4, 2))] == [0.5, 1.5, 0]
    services.follow_classes(own, follows=False)
    session.flush()
    assert [share_of(session, learner_id, *day) for day in ((3, 9), (3, 12), (4, 2))] == [0.5, 1, 1]
    assert len(days_of_learner(session, learner_id).classes) == 1


def test_neither_an_archived_class_nor_one_that_was_left_holds(session, learner_id, learn_in):
    first, second = learn_in("10 b", SPRING), learn_in("10 c", SPRING)
    session.get_one(SchoolClass, first).archived_at = NOW
    session.query(Enrolment).filter_by(class_id=second).one().left_at = NOW
    session.flush()
    assert days_of_learner(session, learner_id).calendar is EVERY_DAY


def test_how_many_holidays_there_are_costs_no_statement(session, learner_id, learn_in, statements):
    learn_in("10 b", SPRING, EASTER, lesson_days=(0,))
    with statements() as sent:
        days_of_learner(session, learner_id)
    assert len(sent) == 1


def test_holidays_of_a_class_come_by_date(session, learn_in):
    class_id = learn_in("10 b", EASTER, SPRING)
    learn_in("10 c", EASTER)
    assert [one.name for one in holidays_of_class(session, class_id)] == ["Spring", "Easter"]
