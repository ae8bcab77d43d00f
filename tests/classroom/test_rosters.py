from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.accounts.services import create_students
from quizapp.classroom import queries, rosters
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.roster_plan import plan_roster
from quizapp.classroom.services import enrol_student
from quizapp.formats.roster import RosterLine
from quizapp.memory.access import rules_of_app

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def apply(app, session, make_class):
    number = make_class(time_zone="Asia/Yerevan")
    rules = rules_of_app(app)

    def apply(lines, decisions=None):
        told = [RosterLine(place, *line) for place, line in enumerate(lines, 1)]
        school_class = session.get_one(SchoolClass, number)
        plan = plan_roster(session, number, told)
        return rosters.apply_roster(session, school_class, plan, decisions or {}, rules, now=NOW)

    apply.class_id = number
    return apply


def roster(session, apply):
    return [
        (one.roster_name, one.sign_in_name, one.group_name)
        for one in queries.students_of_class(session, apply.class_id)
    ]


def test_new_students_have_accounts_and_two_of_the_same_name_other_sign_in_names(session, apply):
    applied = apply([("Ani Petrosyan", "Petrosyan Ani", "", "A"), ("Ben Abrams", "Abrams Ben"), ("Ani Petrosyan",)])
    assert (applied.made, applied.enrolled) == (3, 3)
    assert roster(session, apply) == [
        ("Ben Abrams", "ben abrams", ""),
        ("Ani Petrosyan", "ani petrosyan 2", ""),
        ("Ani Petrosyan", "ani petrosyan", "A"),
    ]
    people = session.execute(
        sa.select(Person.role, Person.password_hash, Person.calendar).where(Person.role == "student")
    )
    assert set(people) == {("student", None, "Asia/Yerevan 4")}


def test_a_list_that_was_pasted_twice_makes_nobody_twice_unless_somebody_says_so(session, apply):
    lines = [("Ani Petrosyan",), ("Ben Abrams", "", "", "A"), ("Ani",)]
    twice = [*lines, ("Ani Petrosyan",), ("Ben Abrams", "", "", "B"), ("Ani",)]
    assert apply(twice).made == 5  # another group, or no family name: rather another student
    assert apply([("Eva Klein",), ("eva klein",)], {2: rosters.NEW}).made == 2


def test_a_decision_leaves_a_line_out_or_takes_the_same_person(session, apply):
    known = create_students(session, [("Ani Petrosyan", ""), ("Ani", "")], now=NOW)
    lines = [("Ani Petrosyan",), ("Ani",), ("Ben Smith",), ("Ben Smith",)]
    applied = apply(lines, {2: str(known[1].id), 4: rosters.SKIP})
    assert (applied.made, applied.enrolled) == (1, 3)
    enrolled = session.scalars(sa.select(Enrolment.person_id)).all()
    assert set(enrolled) > {one.id for one in known}


def test_who_only_shares_a_first_name_is_taken_for_another_unless_somebody_says_so(session, apply):
    create_students(session, [("Ani", "")], now=NOW)
    assert apply([("Ani",)]).made == 1
    assert roster(session, apply) == [("Ani", "ani 2", "")]


def test_a_decision_for_somebody_who_was_not_offered_is_not_followed(session, apply, teacher):
    create_students(session, [("Ani Petrosyan", "")], now=NOW)
    assert apply([("Ani Petrosyan",)], {1: str(teacher)}).enrolled == 1
    assert session.scalars(sa.select(Enrolment.person_id)).all() != [teacher]


def test_the_same_list_twice_changes_nothing_but_groups(session, apply):
    apply([("Ani Petrosyan", "", "", "A")])
    before = session.scalars(sa.select(Person.id)).all()
    assert apply([("ani petrosyan", "", "", "B")]).enrolled == 0
    assert session.scalars(sa.select(Person.id)).all() == before
    assert roster(session, apply) == [("Ani Petrosyan", "ani petrosyan", "B")]


def test_a_name_written_anew_reaches_the_account_that_has_it_from_the_list(session, apply):
    apply([("Ani Petrosian",)])
    enrolment = session.scalars(sa.select(Enrolment)).one()
    rosters.rename_student(session, enrolment, "Ani Petrosyan", "A")
    person = session.get_one(Person, enrolment.person_id)
    assert (person.name, person.sign_in_name, enrolment.group_name) == ("Ani Petrosyan", "ani petrosian", "A")
    person.name = "Annie"
    rosters.rename_student(session, enrolment, "Ani P.", "A")
    assert person.name == "Annie"


def test_who_teaches_is_renamed_by_nobody_whose_class_they_looked_at(session, apply):
    colleague = Person(
        role=Role.INSTRUCTOR, name="Mr Sargsyan", sign_in_name="mr sargsyan", session_stamp="", created_at=NOW
    )
    session.add(colleague)
    session.flush()
    enrolment = enrol_student(
        session, session.get_one(SchoolClass, apply.class_id), colleague.id, "Mr Sargsyan", now=NOW
    )
    rosters.rename_student(session, enrolment, "Ms Hakobyan", "")
    assert (enrolment.roster_name, colleague.name) == ("Ms Hakobyan", "Mr Sargsyan")


@pytest.mark.parametrize(
    ("name", "sort_name", "new", "then"),
    [
        ("Ani Petrosyan", "Petrosyan Ani", "Ani Petrosyan", "Petrosyan Ani"),
        ("Ani Petrosyan", "Petrosyan Ani", "Ani Petrossian", "Petrossian Ani"),
        ("Ana Maria Costa", "Costa Ana Maria", "Anna Maria Costa", "Costa Anna Maria"),
        ("Ana Costa Lima", "Costa Lima Ana", "Anna Costa Lima", "Costa Lima Anna"),
        ("Ani Petrosyan", "Petrosyan Ani", "Ani P. Sargsyan", ""),  # which of them are the family name?
        ("Ani Petrosyan", "", "Ani Sargsyan", ""),
        ("Ani Petrosyan", "something else", "Ani Sargsyan", ""),
        ("Ani Petrosyan", "something else", "Ani Petrosyan", "something else"),
    ],
)
def test_a_new_name_stands_in_the_order_where_the_old_one_did(session, apply, name, sort_name, new, then):
    person = Person(role=Role.STUDENT, name=name, session_stamp="", created_at=NOW)
    session.add(person)
    session.flush()
    enrolment = enrol_student(session, session.get_one(SchoolClass, apply.class_id), person.id, name, now=NOW)
    enrolment.sort_name = sort_name
    rosters.rename_student(session, enrolment, new, "B")
    assert (enrolment.roster_name, enrolment.sort_name) == (new, then)
