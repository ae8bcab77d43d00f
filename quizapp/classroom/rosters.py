"""Bringing a class's roster in line with a list: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.accounts.queries import folded_name
from quizapp.accounts.services import create_students
from quizapp.classroom.following import settle_calendars
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.roster_plan import Fate, Planned, RosterPlan
from quizapp.classroom.vouching import accounts_in_use
from quizapp.scheduling.state import Rules

NEW, SKIP = "new", "skip"


@dataclass(frozen=True, slots=True)
class Applied:
    """What a list did."""

    made: int
    """People who have an account now and had none."""
    enrolled: int
    """All who are in the class now and were not."""


def default_decision(row: Planned) -> str:
    """Return what is chosen of an asked line unless somebody chooses otherwise: "new", "skip", or a candidate's id.

    A whole name is rather the same student's again than another one's, so that a list pasted twice makes nobody twice.
    """
    if " " not in row.line.name:
        return NEW
    if row.fate is Fate.SAME_NAME and len(row.candidates) == 1:
        return str(row.candidates[0].person_id)
    return SKIP if row.is_repeated else NEW


def apply_roster(  # noqa: PLR0913 - to which class, which plan, how decided, under which rules, when
    session: Session, school_class: SchoolClass, plan: RosterPlan, decisions: Mapping[int, str], rules: Rules,
    *, now: datetime,
) -> Applied:  # fmt: skip
    """Enrol whom a plan names; decisions are by line, for those that were asked about."""
    chosen = [(row, _person_of(row, decisions)) for row in plan.rows]
    chosen = [(row, person) for row, person in chosen if person != SKIP]
    in_use = accounts_in_use(session, [int(person) for _row, person in chosen if person != NEW])
    news = [row.line for row, person in chosen if person == NEW]
    made = iter(create_students(session, [(line.name, line.sign_in_name) for line in news], now=now))
    ids = [(row, next(made).id if person == NEW else int(person)) for row, person in chosen]
    known = {
        one.person_id: one
        for one in session.scalars(sa.select(Enrolment).where(Enrolment.class_id == school_class.id)).all()
    }
    for _row, person_id in ids:
        if person_id not in known:
            is_borrowed = person_id in in_use
            known[person_id] = Enrolment(class_id=school_class.id, person_id=person_id, is_borrowed=is_borrowed)
    enrolled = sum(_enrol(known[person_id], row, now) for row, person_id in ids)
    session.add_all(known.values())
    session.flush()
    settle_calendars(session, [person_id for _row, person_id in ids], rules)
    return Applied(len(news), enrolled)


def _person_of(row: Planned, decisions: Mapping[int, str]) -> str:
    """Return whom a line means: a person's id, "new", or "skip"."""
    if row.person_id is not None:
        return str(row.person_id)
    if row.fate is Fate.NEW:
        return NEW
    allowed = {NEW, SKIP, *(str(one.person_id) for one in row.candidates)}
    decided = decisions.get(row.line.line, default_decision(row))
    return decided if decided in allowed else default_decision(row)


def _enrol(enrolment: Enrolment, row: Planned, now: datetime) -> bool:
    """Enrol somebody, or bring their row up to date; say whether they were not there."""
    was_there = enrolment.joined_at is not None and enrolment.left_at is None
    if not was_there:
        enrolment.joined_at, enrolment.left_at, enrolment.roster_name = now, None, row.line.name
    enrolment.sort_name = row.line.sort_name or enrolment.sort_name or ""
    enrolment.group_name = row.line.group or enrolment.group_name or ""
    return not was_there


def rename_student(session: Session, enrolment: Enrolment, name: str, group: str) -> None:
    """Write somebody's name in a class's roster anew; a student who never chose another name follows."""
    person = session.get_one(Person, enrolment.person_id)
    follows = person.sign_in_name is None or folded_name(person.name) == folded_name(enrolment.roster_name)
    if follows and person.role != Role.INSTRUCTOR and not enrolment.is_borrowed:
        person.name = name
    enrolment.sort_name = _sorted_as(enrolment, name)
    enrolment.roster_name, enrolment.group_name = name, group
    session.flush()


def _sorted_as(enrolment: Enrolment, name: str) -> str:
    """Return what a new name is ordered by: its family name first where the old one's was known; "" elsewhere."""
    if name == enrolment.roster_name:
        return enrolment.sort_name
    old, ordered, new = enrolment.roster_name.split(), enrolment.sort_name.split(), name.split()
    turns = (first for first in range(1, len(old)) if old[first:] + old[:first] == ordered)
    first = next(turns, 0) if len(new) == len(old) else 0
    return " ".join(new[first:] + new[:first]) if first else ""
