"""Queries that plan what the rules of keeping would let go now, with names, before anything happens."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.db import Base
from quizapp.erasure.erasing import working_among
from quizapp.privacy.models import RetentionRules, RetentionRun

DAYS_OF_A_MONTH = 30.44
RUNS_TOLD = 20
_ACTIVITY = (("attempts", "started_at"), ("review_log", "recorded_at"))


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody who would be erased."""

    person_id: int
    name: str
    classes: str
    """The classes that they learned in."""
    last_at: datetime | None
    """When they practised last."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go now."""

    students: tuple[Leaving, ...]
    guests: tuple[int, ...]
    drafts: tuple[int, ...]
    working: tuple[Leaving, ...]
    """Who would go, too, but has worked for others: they stay."""

    @property
    def digest(self) -> str:
        """Return what tells this plan from others: who agrees to one agrees to no other."""
        told = repr(([one.person_id for one in self.students], self.guests, self.drafts))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would go."""
        return not (self.students or self.guests or self.drafts)


def rules_of(session: Session) -> RetentionRules:
    """Return the rules of keeping; where none were set, those that keep everything."""
    return session.get(RetentionRules, 1) or RetentionRules(id=1, automatic=False)


def runs(session: Session) -> list[tuple[RetentionRun, str | None]]:
    """Return when the rules were followed last, each time with the name of the admin."""
    statement = sa.select(RetentionRun, Person.name).outerjoin(Person, Person.id == RetentionRun.by_id)
    rows = session.execute(statement.order_by(RetentionRun.id.desc()).limit(RUNS_TOLD))
    return [(run, name) for run, name in rows]


def plan_of(session: Session, rules: RetentionRules, *, now: datetime) -> Plan:
    """Return what the rules would let go now."""
    students = _students(session, rules.classes_months, now) if rules.classes_months else []
    working = working_among(session, [one.person_id for one in students])
    return Plan(
        students=tuple(one for one in students if one.person_id not in working),
        guests=_guests(session, rules.guests_days, now) if rules.guests_days else (),
        drafts=_drafts(session, rules.drafts_days, now) if rules.drafts_days else (),
        working=tuple(one for one in students if one.person_id in working),
    )


def _last_activity() -> sa.ColumnElement[datetime | None]:
    """Return when a person practised last, as a column of a statement about people."""
    moments = []
    for table, column in _ACTIVITY:
        rows = Base.metadata.tables[table].c
        newest = sa.select(sa.func.max(rows[column])).where(rows.learner_id == Person.id)
        moments.append(newest.correlate(Person).scalar_subquery())
    quiz, card = moments
    later = sa.case((sa.func.coalesce(card, Person.created_at) > quiz, card), else_=sa.func.coalesce(quiz, card))
    return sa.type_coerce(later, Person.created_at.type)


def _students(session: Session, months: int, now: datetime) -> list[Leaving]:
    """Return students all of whose classes were archived long ago, and who have not practised since."""
    before = now - timedelta(days=round(months * DAYS_OF_A_MONTH))
    going_on = sa.or_(SchoolClass.archived_at.is_(None), SchoolClass.archived_at > before)
    enrolled = sa.select(Enrolment.person_id).join(SchoolClass, SchoolClass.id == Enrolment.class_id)
    last_at = _last_activity()
    people = (
        sa.select(Person.id, Person.name, last_at)
        .where(Person.role != Role.INSTRUCTOR, Person.id.in_(enrolled), Person.id.not_in(enrolled.where(going_on)))
        .where(sa.func.coalesce(last_at, Person.created_at) < before)
        .order_by(Person.name, Person.id)
    )
    rows = session.execute(people).all()
    named = _classes_by_person(session, [row[0] for row in rows])
    return [Leaving(number, name or named[number][1], named[number][0], at) for number, name, at in rows]


def _classes_by_person(session: Session, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return the classes of some people in words, and how a roster names them."""
    found: dict[int, tuple[str, str]] = {}
    statement = (
        sa.select(Enrolment.person_id, SchoolClass.name, Enrolment.roster_name)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(Enrolment.person_id.in_(ids))
        .order_by(SchoolClass.name)
    )
    for person_id, class_name, roster_name in session.execute(statement):
        before = found.get(person_id)
        found[person_id] = (f"{before[0]}, {class_name}" if before else class_name, roster_name)
    return found


def _guests(session: Session, days: int, now: datetime) -> tuple[int, ...]:
    before, last_at = now - timedelta(days=days), _last_activity()
    statement = sa.select(Person.id).where(
        Person.role == Role.GUEST,
        Person.deactivated_at.is_(None),  # others are nobody already
        Person.created_at < before,
        sa.func.coalesce(last_at, Person.created_at) < before,
        Person.id.not_in(sa.select(Enrolment.person_id)),
    )
    return tuple(session.scalars(statement.order_by(Person.id)))


def _drafts(session: Session, days: int, now: datetime) -> tuple[int, ...]:
    drafts = Base.metadata.tables["question_drafts"].c
    old = sa.select(drafts.id).where(drafts.updated_at < now - timedelta(days=days))
    return tuple(session.scalars(old.order_by(drafts.id)))
