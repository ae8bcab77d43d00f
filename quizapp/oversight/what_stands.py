"""Whether what a change made of something stands still, looked up for all changes of a page at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments import exceptions
from quizapp.assignments.queries import exceptions_of
from quizapp.audit.models import Act, StaffAction
from quizapp.classroom import services
from quizapp.classroom.models import SchoolClass
from quizapp.oversight.entries import Entry
from quizapp.planning.holidays import HolidayTerms
from quizapp.planning.models import ClassHoliday


@dataclass(frozen=True, slots=True)
class Now:
    """How that is now of which the log keeps what stood there before."""

    settings: Mapping[int, Mapping[str, Any]]
    """Of each class."""
    holidays: Mapping[int, set[HolidayTerms]]
    """Of each class."""
    exceptions: Mapping[tuple[int, int], Mapping[str, Any]]
    """Of each assignment and student."""


def now_of(session: Session, changes: Iterable[tuple[Act, Entry | StaffAction]]) -> Now:
    """Return how things are that some changes are about, by three statements."""
    about: dict[Act, set[int]] = defaultdict(set)
    for act, change in changes:
        about[act].add((change.subject_id if act is Act.ASSIGNMENT_EXCEPTED else change.class_id) or 0)
    wanted = sa.select(SchoolClass).where(SchoolClass.id.in_(about[Act.CLASS_CHANGED]))
    settings = {one.id: services.as_json(services.settings_of(one)) for one in session.scalars(wanted)}
    holidays: dict[int, set[HolidayTerms]] = defaultdict(set)
    wanted_days = sa.select(ClassHoliday).where(ClassHoliday.class_id.in_(about[Act.HOLIDAYS_CHANGED]))
    for one in session.scalars(wanted_days):
        holidays[one.class_id].add(HolidayTerms.of(one))
    kept = exceptions_of(session, about[Act.ASSIGNMENT_EXCEPTED])
    return Now(settings, holidays, {(one.assignment_id, one.person_id): exceptions.as_json(one) for one in kept})


def stands(act: Act, change: Entry | StaffAction, now: Now) -> bool:
    """Say whether what a change made of something is as it was made; False where the log does not keep that."""
    before, after = change.details.get("before"), change.details.get("after")
    if before is None or after is None:
        return False
    if act is Act.CLASS_CHANGED:
        kept = now.settings.get(change.class_id or 0, {})
        return bool(kept) and all(kept.get(name) == value for name, value in after.items())
    if act is Act.HOLIDAYS_CHANGED:
        return _are_there(after, before, now.holidays.get(change.class_id or 0, set()))
    place = change.subject_id or 0, change.person_id or 0
    return bool(now.exceptions.get(place, exceptions.as_json(None)) == after)


def _are_there(came: Sequence[Mapping[str, str]], gone: Sequence[Mapping[str, str]], kept: set[HolidayTerms]) -> bool:
    return kept.issuperset(map(HolidayTerms.from_json, came)) and kept.isdisjoint(map(HolidayTerms.from_json, gone))
