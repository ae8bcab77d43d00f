"""Letting attempts that go on follow the extra time of an enrolment, which is changed elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.assignments.queries import assignments_of_class
from quizapp.assignments.services import follow_dates
from quizapp.classroom.signals import extra_time_changed


def connect() -> None:
    """Listen for extra time that is another one."""
    extra_time_changed.connect(follow_extra_time)


def follow_extra_time(class_id: int, *, session: Session, now: datetime) -> None:
    """Let the attempts of a class end when they have to by now."""
    for assignment in assignments_of_class(session, class_id):
        follow_dates(session, assignment, now=now)
