from __future__ import annotations

from datetime import UTC, datetime, timedelta

from quizapp.classroom import queries
from quizapp.classroom.models import ClassTeacher, Enrolment, SchoolClass

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def enrol(session, class_id, person_id, name, at=NOW, **more):
    session.add(Enrolment(class_id=class_id, person_id=person_id, roster_name=name, joined_at=at, **more))
    session.flush()


def test_a_roster_goes_by_family_names_where_they_are_known(session, make_class, make_person):
    number, people = make_class(), [make_person() for _name in range(5)]
    names = (("Zara Abovyan", "abovyan zara"), ("Ани", ""), ("Ashot Zorian", "zorian ashot"), ("ben", ""))
    for person, (name, order) in zip(people, names, strict=False):
        enrol(session, number, person, name, sort_name=order)
    enrol(session, number, people[-1], "Gone", left_at=NOW)
    students = queries.students_of_class(session, number)
    names = [student.roster_name for student in students]
    assert [queries.student_of_class(session, number, student.person_id) for student in students] == students
    assert queries.student_of_class(session, number, 0) is None
    assert names == ["Zara Abovyan", "ben", "Ashot Zorian", "Ани"]


def test_a_teachers_classes_are_counted_and_archived_ones_stand_last(session, make_class, make_person, teacher):
    old, new, empty = make_class("old"), make_class("new"), make_class("empty")
    here, gone = make_person(), make_person()
    session.get_one(SchoolClass, new).archived_at = NOW
    enrol(session, old, here, "A")
    enrol(session, old, gone, "B", left_at=NOW)
    found = [(row.school_class.id, row.students) for row in queries.classes_of_teacher(session, teacher)]
    assert found == [(empty, 0), (old, 1), (new, 0)]


def test_a_students_classes_are_in_the_order_in_which_they_joined(session, make_class, make_person):
    first, second, left = make_class("first"), make_class("second"), make_class("left")
    student = make_person()
    enrol(session, second, student, "A", NOW)
    enrol(session, first, student, "A", NOW - timedelta(days=1))
    enrol(session, left, student, "A", left_at=NOW)
    assert [one.id for one in queries.classes_of_student(session, student)] == [first, second]


def test_owners_stand_before_other_teachers(session, make_class, make_person, teacher):
    number, other = make_class(), make_person()
    session.add(ClassTeacher(class_id=number, person_id=other, role="teacher", since=NOW - timedelta(days=9)))
    session.flush()
    assert [one.person_id for one in queries.teachers_of_class(session, number)] == [teacher, other]
    assert queries.role_of_teacher(session, number, other) == "teacher"
    assert queries.role_of_teacher(session, number, 999) is None
