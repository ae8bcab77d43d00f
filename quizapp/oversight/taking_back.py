"""The service that puts back what stood there before a change that the log keeps whole, where it still stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.assignments import exceptions
from quizapp.assignments.models import Assignment
from quizapp.assignments.queries import exception_of
from quizapp.assignments.services import set_exception
from quizapp.audit.models import Act, StaffAction
from quizapp.classroom import services
from quizapp.classroom.models import SchoolClass
from quizapp.oversight.what_stands import now_of, stands
from quizapp.planning import holidays
from quizapp.planning.holidays import HolidayTerms
from quizapp.scheduling.state import Rules


class ChangedSinceError(Exception):
    """It was changed since, or what it was about is gone: nobody's later work is undone."""


def take_back(session: Session, action: StaffAction, rules: Rules, *, now: datetime) -> dict[str, Any]:
    """Put back what an action changed; return what the log is to keep of that.

    Raises:
        ChangedSinceError: what the action made of it does not stand any more.
    """
    act = Act(action.act)
    if not stands(act, action, now_of(session, [(act, action)])):
        raise ChangedSinceError
    return {"before": action.details["after"], "after": PUT_BACK[act](session, action, rules, now)}


def _class_settings(session: Session, action: StaffAction, rules: Rules, _now: datetime) -> object:
    school_class = session.get_one(SchoolClass, action.class_id)
    kept = services.as_json(services.settings_of(school_class))
    services.change_class(session, school_class, services.settings_from_json(kept | action.details["before"]), rules)
    return action.details["before"]


def _exception(session: Session, action: StaffAction, _rules: Rules, now: datetime) -> object:
    assignment, person = session.get(Assignment, action.subject_id or 0), session.get(Person, action.person_id or 0)
    if assignment is None or person is None or assignment.class_id != action.class_id or assignment.trashed_at:
        raise ChangedSinceError
    kept = exception_of(session, assignment.id, person.id)
    differing = exceptions.from_json(action.details["before"], kept.note if kept else "")
    set_exception(session, assignment, person.id, differing, now=now)
    return action.details["before"]


def _holidays(session: Session, action: StaffAction, _rules: Rules, _now: datetime) -> object:
    gone = {HolidayTerms.from_json(one): one.get("id", action.subject_id) for one in action.details["before"]}
    came, class_id = [HolidayTerms.from_json(one) for one in action.details["after"]], action.class_id or 0
    if not holidays.put_back(session, class_id, gone, came):
        raise ChangedSinceError
    return holidays.named_again(session, class_id, action.details["before"], action.subject_id)


PUT_BACK: Mapping[Act, Callable[[Session, StaffAction, Rules, datetime], object]] = {
    Act.CLASS_CHANGED: _class_settings,
    Act.HOLIDAYS_CHANGED: _holidays,
    Act.ASSIGNMENT_EXCEPTED: _exception,
}
"""The acts of which the log keeps enough to put back what stood there before; each returns that, as it is kept now."""
