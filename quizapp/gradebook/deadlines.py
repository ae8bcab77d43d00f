"""The deadlines of a student in all their classes, for a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from quizapp.assignments.counting import Outcome, State
from quizapp.assignments.models import Assignment
from quizapp.assignments.outcomes import outcomes_of
from quizapp.assignments.queries import assignments_of_class
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.queries import classes_of_student, enrolment_of
from quizapp.gradebook.calendar import Deadline
from quizapp.scheduling.state import Rules
from quizapp.web.day_patterns import WHOLE_WEEKDAY, own


def deadlines_of(session: Session, person_id: int, rules: Rules, *, now: datetime) -> Iterator[Deadline]:
    """Yield when each assignment of a student closes, by their own exceptions; not what they are excused from."""
    for school_class in classes_of_student(session, person_id):
        enrolment = enrolment_of(session, school_class.id, person_id)
        if school_class.archived_at is not None or enrolment is None:
            continue
        assignments = assignments_of_class(session, school_class.id)
        students = {person_id: enrolment.extra_time_percent}
        outcomes = outcomes_of(session, assignments, students, rules, now=now)
        for one in assignments:
            outcome = outcomes[one.id, person_id]
            if outcome.allowed.closes_at is not None and outcome.state != State.EXCUSED:
                yield _deadline(school_class, one, outcome, outcome.allowed.closes_at)


def _deadline(school_class: SchoolClass, assignment: Assignment, outcome: Outcome, closes_at: datetime) -> Deadline:
    done = _("Done. ") if outcome.state == State.DONE else ""
    local = closes_at.astimezone(ZoneInfo(school_class.time_zone))
    until = format_datetime(local, f"{own(WHOLE_WEEKDAY)}, HH:mm", rebase=False)
    return Deadline(
        uid=f"assignment-{assignment.id}@quizapp",
        title=_("%(title)s (%(class_name)s)", title=assignment.title, class_name=school_class.name),
        at=closes_at,
        description=_(
            "%(done)sCloses on %(until)s, %(zone)s time.", done=done, until=until, zone=school_class.time_zone
        ),
        changed_at=assignment.updated_at,
        address=url_for("assignments.show_task", assignment_id=assignment.id, _external=True),
    )
