from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.forecasts import of_bank
from quizapp.forecasts.recall import learners_with_curves
from quizapp.memory.access import rules_of_app
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.state import DEFAULT_WEIGHTS
from tests.forecasts.conftest import BEGUN, memory

RECALL = formulas(DEFAULT_WEIGHTS).recall


@pytest.fixture
def knowing(app, session):
    def knowing(mine=()):
        learners = learners_with_curves(session, rules_of_app(app), of_bank.students_of_all(session))
        return of_bank.knowing_classes(session, learners, sa.true(), mine, 110)

    return knowing


@pytest.mark.longer
def test_five_students_are_told_and_four_are_not(session, knowing, make_class, remember, cards_of):
    five, people = make_class([f"S{number}" for number in range(5)], name="10 b")
    four, others = make_class([f"S{number}" for number in range(4)], name="10 a")
    (premier,), (surname,) = cards_of("premier"), cards_of("surname")
    remember(*(memory(person, premier, 100, 4.0) for person in (*people, *others)))
    remember(*(memory(person, surname, 100, 4.0) for person in people[:4]))
    (one,) = knowing(mine=[five])
    assert (one.class_id, one.name, one.is_mine) == (five, "10 b", True)
    assert {topic: known.students for topic, known in one.topics.items()} == {"about-premier": 5}
    assert one.topics["about-premier"].share == pytest.approx(RECALL(4.0, 10))
    assert four != five


@pytest.mark.longer
def test_who_left_and_what_is_archived_does_not_count(session, knowing, make_class, remember, cards_of):
    class_id, people = make_class([f"S{number}" for number in range(6)])
    remember(*(memory(person, cards_of("premier")[0], 100) for person in people))
    assert knowing()[0].topics["about-premier"].students == 6
    session.execute(sa.update(Enrolment).where(Enrolment.person_id.in_(people[:1])).values(left_at=BEGUN))
    assert knowing()[0].topics["about-premier"].students == 5
    session.execute(sa.update(Enrolment).where(Enrolment.person_id.in_(people[:2])).values(left_at=BEGUN))
    assert knowing() == []
    session.execute(sa.update(Enrolment).values(left_at=None))
    session.execute(sa.update(SchoolClass).where(SchoolClass.id == class_id).values(archived_at=BEGUN))
    assert knowing() == []
    assert of_bank.students_of_all(session) == []


def test_a_teachers_own_classes_are_known(session, make_class, make_person, teacher):
    other = make_person()
    one, _ = make_class()
    make_class(teacher_id=other, name="theirs")
    assert of_bank.classes_taught(session, teacher) == {one}
