"""Looking up lesson days and holidays of classes, and whose they are. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.visitor import PEOPLE
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.planning.models import ClassHoliday, StudyCalendar
from quizapp.scheduling.day import day_of
from quizapp.scheduling.placing import EVERY_DAY, Calendar, Lessons


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday of a class."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ClassDays:
    """When a class meets, and when it does not."""

    class_id: int
    name: str
    weekdays: tuple[int, ...]
    term_begins: date | None
    term_ends: date | None
    holidays: list[Holiday] = field(default_factory=list)

    @property
    def lessons(self) -> Lessons:
        """Return the days with a lesson, as cards are placed by them."""
        begins, ends = (None if one is None else day_of(one) for one in (self.term_begins, self.term_ends))
        return Lessons(frozenset(self.weekdays), begins, ends)


@dataclass(frozen=True, slots=True)
class LearnerDays:
    """How a learner's days are: by the calendar that they made, and by the open classes that they learn in."""

    own: Calendar = EVERY_DAY
    follows_classes: bool = True
    classes: tuple[ClassDays, ...] = ()

    @property
    def followed(self) -> tuple[ClassDays, ...]:
        """Return the classes whose days hold for them: all, or none."""
        return self.classes if self.follows_classes else ()

    @property
    def calendar(self) -> Calendar:
        """Return the calendar that their cards are placed by: off is what is off in any, and their own week wins."""
        if not self.followed:
            return self.own
        spans = ((day_of(one.first), day_of(one.last)) for each in self.followed for one in each.holidays)
        lessons = tuple(one.lessons for one in self.followed if one.weekdays)
        return Calendar(self.own.shares, (*self.own.days_off, *spans), lessons)


_classes_here = (
    sa.select(Enrolment.person_id, Enrolment.id.label("enrolment_id"), SchoolClass.id, SchoolClass.name)
    .add_columns(SchoolClass.lesson_days, SchoolClass.term_begins, SchoolClass.term_ends)
    .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
    .where(Enrolment.left_at.is_(None), SchoolClass.archived_at.is_(None))
    .where(Enrolment.person_id == sa.bindparam("learner"))
    .subquery("classes_here")
)
_here = _classes_here.c
_days = (
    sa.select(StudyCalendar.shares, StudyCalendar.days_off, StudyCalendar.follows_classes)
    .add_columns(_here.id, _here.name, _here.lesson_days, _here.term_begins, _here.term_ends)
    .add_columns(ClassHoliday.name.label("holiday"), ClassHoliday.first_on, ClassHoliday.last_on)
    .select_from(PEOPLE)
    .outerjoin(StudyCalendar, StudyCalendar.learner_id == PEOPLE.c.id)
    .outerjoin(_classes_here, _here.person_id == PEOPLE.c.id)
    .outerjoin(ClassHoliday, ClassHoliday.class_id == _here.id)
    .where(PEOPLE.c.id == sa.bindparam("learner"))
    .order_by(_here.enrolment_id, ClassHoliday.first_on, ClassHoliday.id)
)


def days_of_learner(session: Session, learner_id: int) -> LearnerDays:
    """Return how a learner's days are, by one statement."""
    rows = session.connection().execute(_days, {"learner": learner_id}).all()
    if not rows:
        return LearnerDays()
    shares, days_off, follows = rows[0][:3]
    own = EVERY_DAY if shares is None else _own(shares, days_off)
    return LearnerDays(own, follows is not False, _classes(row[3:] for row in rows if row.id is not None))


def _own(shares: list[Any], days_off: list[Any]) -> Calendar:
    spans = ((day_of(date.fromisoformat(first)), day_of(date.fromisoformat(last))) for first, last in days_off)
    return Calendar(tuple(float(share) for share in shares), tuple(spans))


def _classes(rows: Iterable[Sequence[Any]]) -> tuple[ClassDays, ...]:
    """Return classes from rows of a class and one of its holidays each."""
    found: dict[int, ClassDays] = {}
    for class_id, name, weekdays, begins, ends, *holiday in rows:
        one = found.setdefault(class_id, ClassDays(class_id, name, tuple(weekdays), begins, ends))
        if holiday[0] is not None:
            one.holidays.append(Holiday(*holiday))
    return tuple(found.values())


def classes_with_holidays(session: Session, class_ids: Collection[int]) -> set[int]:
    """Return which of some classes have holidays."""
    return set(session.scalars(sa.select(ClassHoliday.class_id).where(ClassHoliday.class_id.in_(class_ids)).distinct()))


def holidays_of_class(session: Session, class_id: int) -> Sequence[ClassHoliday]:
    """Return the holidays of a class by date."""
    asked = sa.select(ClassHoliday).where(ClassHoliday.class_id == class_id)
    return session.scalars(asked.order_by(ClassHoliday.first_on, ClassHoliday.id)).all()
