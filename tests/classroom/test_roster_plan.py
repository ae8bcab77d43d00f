from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from quizapp.accounts.services import create_students
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.roster_likeness import MOST_ALIKE
from quizapp.classroom.roster_plan import Fate, plan_roster
from quizapp.formats.roster import RosterLine

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def plan(session, make_class):
    """A class, and a function that plans a list for it; lines are names, or pairs with a sign-in name."""
    number = make_class()

    def plan(*lines):
        told = [(line, "") if isinstance(line, str) else line for line in lines]
        return plan_roster(
            session, number, [RosterLine(place, name, "", sign_in) for place, (name, sign_in) in enumerate(told, 1)]
        )

    plan.class_id = number
    return plan


def enrol(session, class_id, name, left_at=None):
    person = create_students(session, [(name, "")], now=NOW)[0]
    row = Enrolment(class_id=class_id, person_id=person.id, roster_name=name, joined_at=NOW, left_at=left_at)
    session.add(row)
    session.flush()
    return person


def fates(plan):
    return [row.fate for row in plan.rows]


def test_who_is_new_who_is_here_and_who_comes_back(session, plan):
    enrol(session, plan.class_id, "Ani Petrosyan")
    gone = enrol(session, plan.class_id, "Артём Щукин", left_at=NOW)
    found = plan("ANI  PETROSYAN", "Артем Щукин", "Carl Jones")
    assert fates(found) == [Fate.HERE, Fate.BACK, Fate.NEW]
    assert found.rows[1].person_id == gone.id


def test_two_of_the_same_name_are_asked_about(session, plan):
    found = plan("Ani Petrosyan", "Ben Smith", "ani petrosyan")
    assert fates(found) == [Fate.NEW, Fate.NEW, Fate.TWICE]
    assert found.asked[0].other == "1"


def test_a_name_that_is_at_the_school_is_asked_about_with_its_classes(session, plan):
    other = SchoolClass(name="9 a", time_zone="UTC", created_at=NOW)
    session.add(other)
    session.flush()
    person = enrol(session, other.id, "Անի Պետրոսյան")
    (row,) = plan("Անի Պետրոսյան").asked
    assert row.fate is Fate.SAME_NAME
    assert [(one.person_id, one.classes) for one in row.candidates] == [(person.id, "9 a")]


@pytest.mark.parametrize("name", ["Ani Petrossyan", "Petrosyan Ani", "Any Petrosyan"])
def test_a_name_nearly_like_one_of_the_class_is_asked_about(session, plan, name):
    enrol(session, plan.class_id, "Ani Petrosyan")
    (row,) = plan(name).asked
    assert (row.fate, row.other) == (Fate.ALIKE, "Ani Petrosyan")


def test_a_name_nearly_like_one_above_in_the_list_is_asked_about(plan):
    assert fates(plan("Ani Petrosyan", "Ani Petrossyan", "Ben Smith")) == [Fate.NEW, Fate.ALIKE, Fate.NEW]


def test_a_sign_in_name_says_who_it_is(session, plan):
    person = create_students(session, [("Ani Petrosyan", "ani07")], now=NOW)[0]
    found = plan(("A. Petrosyan", "Ani07"), ("Ben Smith", "ben"), ("Ben Smith", "BEN"), ("Carl Jones", ""))
    assert [(row.fate, row.person_id) for row in found.rows] == [
        (Fate.KNOWN, person.id),
        (Fate.NEW, None),
        (Fate.NEW, None),
    ]
    assert [problem.line for problem in found.problems] == [3]
    assert "stands on line 2 already" in str(found.problems[0].message)


def test_nobody_who_teaches_is_enrolled_by_a_list(plan, make_person, app):
    found = plan(("Somebody", "ms hakobyan"))
    assert found.rows == ()
    assert "somebody who teaches" in str(found.problems[0].message)


def test_a_teachers_name_is_no_student_of_that_name(plan):
    assert fates(plan("Ms Hakobyan")) == [Fate.NEW]


def test_a_plan_that_changed_has_another_digest(session, plan):
    before = plan("Ani Petrosyan").digest
    assert plan("Ani Petrosyan").digest == before
    enrol(session, plan.class_id, "Ani Petrosyan")
    assert plan("Ani Petrosyan").digest != before


@pytest.mark.longer
def test_five_thousand_lines_are_planned_by_a_few_statements_in_bounded_time(session, plan, statements):
    names = [f"Student{number * 7919 % 5000} Of{number}" for number in range(5_000)]
    before = time.process_time()
    with statements() as made:
        found = plan(*names)
    assert len(found.rows) == 5_000
    assert len(made) <= 3
    assert (len(found.asked), found.more_alike > 1_000) == (MOST_ALIKE, True)
    assert time.process_time() - before < 3


@pytest.mark.longer
def test_five_thousand_times_the_same_name_take_bounded_time(session, plan):
    before = time.process_time()
    assert len(plan(*["Ani Petrosyan"] * 5_000).asked) == 4_999
    create_students(session, [("Ani Petrosyan", "")] * 2_000, now=NOW)
    assert time.process_time() - before < 3


def test_a_sign_in_name_means_whom_it_lets_in(session, plan):
    one, two = (enrol(session, plan.class_id, "Işık") for _time in range(2))
    one.sign_in_name, two.sign_in_name = "işık", "işik"
    session.flush()
    found = plan(("Işık A", "Işık"), ("Işık B", "IŞIK"))
    assert [row.person_id for row in found.rows] == [one.id, two.id]
    assert [row.person_id for row in plan(("Işık B", "işik"), ("Işık A", "işık")).rows] == [two.id, one.id]
    assert [problem.line for problem in plan(("Işık A", "işik"), ("Işık B", "İşik")).problems] == [2]


def test_a_sign_in_name_kept_in_another_spelling_is_known_where_nobody_has_the_very_one(session, plan):
    one = enrol(session, plan.class_id, "Işık")
    one.sign_in_name = "işık"
    session.flush()
    found = plan(("Işık A", "IŞIK"), ("Işık B", "Işık"))
    assert ([row.person_id for row in found.rows], [problem.line for problem in found.problems]) == ([one.id], [2])
