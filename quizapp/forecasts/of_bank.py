"""How classes know a bank, for instructors who do not teach them: never of fewer than five students."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.classroom.models import ClassTeacher, Enrolment, SchoolClass
from quizapp.forecasts.queries import Condition, given_cards
from quizapp.forecasts.recall import Learners
from quizapp.insights.everyone import FEWEST_LEARNERS
from quizapp.memory.rows import STATE


@dataclass(frozen=True, slots=True)
class Known:
    """What a class recalls of a topic today."""

    students: int
    """Who met anything of it."""
    share: float


@dataclass(frozen=True, slots=True)
class KnowingClass:
    """A class, with what it recalls of the topics that five of its students or more have met."""

    class_id: int
    name: str
    is_mine: bool
    topics: Mapping[str, Known]


_taught_now = sa.and_(Enrolment.left_at.is_(None), ~Enrolment.is_borrowed, SchoolClass.archived_at.is_(None))


def students_of_all(session: Session) -> Sequence[int]:
    """Return everybody, by id, who learns in a class that is not archived, and is not only borrowed there."""
    learning = sa.select(Enrolment.person_id).distinct().join(SchoolClass, SchoolClass.id == Enrolment.class_id)
    return session.scalars(learning.where(_taught_now)).all()


def classes_taught(session: Session, person_id: int) -> frozenset[int]:
    """Return the classes, by id, that somebody teaches."""
    return frozenset(session.scalars(sa.select(ClassTeacher.class_id).where(ClassTeacher.person_id == person_id)))


def knowing_classes(
    session: Session, learners: Learners, within: Condition, mine: Collection[int], today: int
) -> list[KnowingClass]:
    """Return the classes that know some questions, by one statement; what fewer than five met stays in the database."""
    given = given_cards(within)
    students = sa.func.count(STATE.c.learner_id.distinct())
    recalled = sa.func.sum(learners.recall_on(today)) / sa.func.count()
    statement = (
        sa.select(SchoolClass.id, SchoolClass.name, given.c.topic, students, recalled)
        .select_from(STATE)
        .join(given, given.c.card_id == STATE.c.card_id)
        .join(Enrolment, Enrolment.person_id == STATE.c.learner_id)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(_taught_now)
        .group_by(SchoolClass.id, SchoolClass.name, given.c.topic)
        .having(students >= FEWEST_LEARNERS)
    )
    found: dict[int, tuple[str, dict[str, Known]]] = {}
    for class_id, name, topic, count, share in session.execute(statement):
        found.setdefault(class_id, (name, {}))[1][topic] = Known(count, share)
    known = [KnowingClass(number, name, number in mine, topics) for number, (name, topics) in found.items()]
    return sorted(known, key=lambda one: (one.name.casefold(), one.class_id))
