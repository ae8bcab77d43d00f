from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.assignments.models import Assignment, ReadPassage
from quizapp.assignments.services import Differing, remove_assignment, set_exception
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.services import enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook.book import read_book
from quizapp.gradebook.models import GradebookRules
from quizapp.gradebook.services import NewItem, NewRules, set_categories, set_items, set_rules
from quizapp.grades.course import Category
from quizapp.grades.marks import Standing
from tests.gradebook.conftest import RULES

DAY = timedelta(days=1)


def marks(book, person_id):
    line = next(line for line in book.lines if line.row.person_id == person_id)
    return [(entry.mark.standing, entry.mark.points) for entry in line.entries.values()]


def grade(book, person_id):
    return next(line.grade.share for line in book.lines if line.row.person_id == person_id)


@pytest.mark.longer
def test_a_mark_is_the_share_of_what_counts_times_the_points(give_out, take, students, book):
    assignment = give_out()
    take(assignment, students[0], right=3)
    take(assignment, students[1], right=2)
    found = book()
    assert marks(found, students[0]) == [(Standing.GRADED, 10)]
    assert marks(found, students[1]) == [(Standing.GRADED, pytest.approx(20 / 3))]
    assert marks(found, students[2]) == [(Standing.WAITING, None)], "there is time"
    assert found.average(assignment) == pytest.approx(5 / 6)
    assert [grade(found, one) for one in students] == [1, pytest.approx(2 / 3), None]


@pytest.mark.longer
def test_what_is_missing_after_the_end_counts_as_nought_or_not_by_rule(app, class_id, give_out, take, students, book):
    one, other = give_out(days=1), give_out(days=9)
    take(other, students[0])
    later = utcnow() + 2 * DAY
    assert marks(book(now=later), students[0]) == [(Standing.MISSING, 0), (Standing.GRADED, 10)]
    assert grade(book(now=later), students[0]) == 0.5
    assert book(now=later).average(one) == 0
    with app.app_context():
        set_rules(db.session(), class_id, NewRules(False, False, 1, True, False))
        db.session.commit()
    assert grade(book(now=later), students[0]) == 1
    assert book(now=later).average(one) is None


@pytest.mark.longer
def test_nothing_is_missing_that_was_over_before_somebody_joined(app, class_id, give_out, make_person, book):
    give_out(days=1)
    late = make_person(name="Late")
    with app.app_context():
        enrol_student(db.session(), _class(class_id), late, "Late", now=utcnow() + 3 * DAY)
        db.session.commit()
    assert marks(book(now=utcnow() + 4 * DAY), late) == [(Standing.WAITING, None)]


def _class(class_id):
    return db.session.get_one(SchoolClass, class_id)


@pytest.mark.longer
def test_being_late_takes_off_what_the_rule_says_unless_a_teacher_says_otherwise(
    give_out, take, students, book, decide
):
    late = {"rule": "percent", "percent_per_day": 20}
    assignment = give_out(late=late, closes_at=utcnow() - timedelta(hours=1), late_until=utcnow() + 5 * DAY)
    take(assignment, students[0])
    assert marks(book(), students[0]) == [(Standing.GRADED, pytest.approx(8))]
    decide(assignment, students[0], "late", 5)
    assert marks(book(), students[0]) == [(Standing.GRADED, pytest.approx(9.5))]
    decide(assignment, students[0], "late", None, "")
    assert marks(book(), students[0]) == [(Standing.GRADED, pytest.approx(8))]


@pytest.mark.longer
def test_points_by_hand_and_excuses_go_before_what_was_reached(give_out, take, students, book, decide):
    assignment = give_out()
    take(assignment, students[0], right=1)
    decide(assignment, students[0], "override", 9)
    decide(assignment, students[1], "override", 4)
    assert marks(book(), students[0]) == [(Standing.GRADED, 9)]
    assert marks(book(), students[1]) == [(Standing.GRADED, 4)], "also where nothing came"
    decide(assignment, students[0], "excuse", 1)
    assert marks(book(), students[0]) == [(Standing.EXCUSED, None)]
    assert grade(book(), students[0]) is None
    decide(assignment, students[0], "excuse", None, "")
    decide(assignment, students[0], "override", None, "")
    assert marks(book(), students[0]) == [(Standing.GRADED, pytest.approx(10 / 3))]


@pytest.mark.longer
def test_categories_and_treatments_make_the_grade(app, class_id, give_out, take, students, book):
    quiz, test, extra = give_out(title="Quiz"), give_out(title="Test"), give_out(title="Extra")
    take(quiz, students[0], right=3)
    take(test, students[0], right=0)
    take(extra, students[0], right=3)
    with app.app_context():
        session = db.session()
        assignments = session.scalars(sa.select(Assignment).order_by(Assignment.id)).all()
        wanted = {
            quiz: NewItem(10, "Quizzes", False, False),
            test: NewItem(20, "Tests", False, False),
            extra: NewItem(2, "Tests", True, True),
        }
        set_items(session, assignments, wanted, now=utcnow())
        set_categories(session, class_id, [Category("Quizzes", 30), Category("Tests", 60)])
        set_rules(session, class_id, NewRules(True, True, 1, True, False))
        session.commit()
    found = book()
    assert grade(found, students[0]) == pytest.approx((30 * 1 + 60 * 0.1) / 90)
    assert found.settings.item(extra).is_held


@pytest.mark.longer
def test_an_assignment_in_the_trash_is_gone_from_grades_and_comes_back(give_out, take, change, students, book):
    kept, gone = give_out(), give_out()
    take(kept, students[0], right=3)
    take(gone, students[0], right=0)
    assert grade(book(), students[0]) == 0.5
    change(gone, remove_assignment, now=utcnow())
    assert [one.id for one in book().assignments] == [kept]
    assert grade(book(), students[0]) == 1


@pytest.mark.longer
def test_who_left_stays_at_the_end_and_out_of_averages_by_choice(app, class_id, give_out, take, students, book):
    assignment = give_out()
    take(assignment, students[0], right=3)
    take(assignment, students[1], right=0)
    with app.app_context():
        of = Enrolment.class_id == class_id, Enrolment.person_id == students[0]
        db.session.execute(sa.update(Enrolment).where(*of).values(left_at=utcnow()))
        db.session.commit()
    found = book()
    assert [(line.row.person_id, line.row.has_left) for line in found.lines][-1] == (students[0], True)
    assert (found.average(assignment), found.average_grade) == (0, 0)
    with app.app_context():
        db.session.add(GradebookRules(class_id=class_id, counts_left=True))
        db.session.commit()
    assert book().average(assignment) == 0.5


@pytest.mark.longer
def test_somebody_in_two_classes_has_marks_of_each_apart(make_class, give_out, take, students, book):
    other = make_class(students[0], name="History club")
    here, there = give_out(), give_out(of=other)
    take(here, students[0], right=3)
    take(there, students[0], right=0)
    assert marks(book(), students[0]) == [(Standing.GRADED, 10)]
    assert marks(book(of=other), students[0]) == [(Standing.GRADED, 0)]


@pytest.mark.longer
def test_an_assignment_without_points_counts_neither_way(app, give_out, take, students, book):
    assignment = give_out()
    take(assignment, students[0], right=1)
    with app.app_context():
        db.session.get_one(Assignment, assignment).points = 0
        db.session.commit()
    assert (grade(book(), students[0]), book().average(assignment)) == (None, None)


@pytest.mark.slow
def test_marks_are_those_of_the_entries_whatever_becomes_of_those_who_reached_the_same(
    give_out, take, sit, students, change, decide, book
):
    ani, babken, carine = students
    usual, often, sure, begun, excused = (
        give_out(**more) for more in ({}, {"attempts": 2}, {"certainty": True}, {"attempts": None}, {})
    )
    late = {"rule": "percent", "percent_per_day": 20}
    closed = give_out(late=late, closes_at=utcnow() - timedelta(hours=1), late_until=utcnow() + 5 * DAY)
    for assignment in (usual, often, sure, excused, closed):
        for student in students:
            take(assignment, student, right=2)
    take(often, ani, right=3)
    sit(begun, ani)
    decide(usual, babken, "override", 9)
    decide(closed, babken, "late", 50)
    change(excused, set_exception, carine, Differing(excused=True), now=utcnow())
    change(closed, set_exception, carine, Differing(closes_at=utcnow() + DAY), now=utcnow())
    found = book()
    for line in found.lines:
        assert line.marks == [entry.mark for entry in line.entries.values()]
    told = [[None if mark.points is None else round(mark.points, 2) for mark in line.marks] for line in found.lines]
    places = [[one.id for one in found.assignments].index(number) for number in (usual, often, closed, begun, excused)]
    assert [[points[place] for place in places] for points in told] == [
        [6.67, 10, 5.33, None, 6.67],
        [9, 6.67, 3.33, None, 6.67],
        [6.67, 6.67, 6.67, None, None],
    ]


@pytest.mark.longer
def test_one_students_part_is_as_in_the_whole(give_out, take, students, book):
    take(give_out(), students[1], right=2)
    alone = book(person_id=students[1])
    assert [line.row.person_id for line in alone.lines] == [students[1]]
    assert marks(alone, students[1]) == marks(book(), students[1])


@pytest.mark.longer
def test_a_goal_counts_once_it_is_done_or_over(app, class_id, give_out, students, book):
    assignment = give_out("reading", passages=["ally-2023#p1", "ally-2023#p2"])
    with app.app_context():
        db.session.add(
            ReadPassage(assignment_id=assignment, person_id=students[0], passage="ally-2023#p1", read_at=utcnow())
        )
        db.session.commit()
    assert marks(book(), students[0]) == [(Standing.WAITING, None)], "it goes on"
    assert marks(book(now=utcnow() + 2 * DAY), students[0]) == [(Standing.GRADED, 5)]


@pytest.mark.longer
def test_the_book_takes_as_many_statements_for_many_as_for_few(
    app, class_id, give_out, take, students, make_person, statements
):
    def count():
        with app.app_context(), statements() as seen:
            read_book(db.session(), class_id, RULES, now=utcnow())
            db.session.rollback()
        return len(seen)

    take(give_out(), students[0])
    few = count()
    more = [make_person(name=f"More {number}") for number in range(12)]
    with app.app_context():
        for person_id in more:
            enrol_student(db.session(), _class(class_id), person_id, f"Student {person_id}", now=utcnow())
        db.session.commit()
    for _time in range(4):
        take(give_out(), students[1])
    assert count() == few
