"""Which goals are of what somebody remembers, and from whom it is hidden: from teachers to whom an account is lent.

What students do for a class is for its teachers. What they remember of all they practised is not, until they say that
the class is theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from quizapp.assignments.counting import hidden
from quizapp.assignments.models import Assignment
from quizapp.assignments.outcomes import Outcomes
from quizapp.assignments.settings import Goal
from quizapp.classroom.vouching import borrowed_students


def memories_hidden(session: Session, class_id: int, goals: Collection[int], teacher_id: int) -> set[tuple[int, int]]:
    """Return which of some goals of memory a teacher does not see of whom, as (assignment id, person id)."""
    if not goals:
        return set()
    unseen = session.scalars(borrowed_students(class_id, teacher_id)).all()
    return {(number, person_id) for number in goals for person_id in unseen}


def seen_by(session: Session, outcomes: Outcomes, assignments: Sequence[Assignment], teacher_id: int) -> Outcomes:
    """Return outcomes of a class's assignments as one of its teachers sees them."""
    goals = [one for one in assignments if one.settings.get("goal") == Goal.RETENTION]
    if not goals:
        return outcomes
    unseen = memories_hidden(session, goals[0].class_id, [one.id for one in goals], teacher_id)
    return {key: hidden(outcome) if key in unseen else outcome for key, outcome in outcomes.items()}
