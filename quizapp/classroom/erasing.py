"""Erasing a student: every row that is about them goes, in one transaction, and nothing of them can be brought back.

This is the one way by which rows leave the logs. The triggers of law 3 refuse to change a row of a log, and still do:
a whole person is deleted, or nothing. Somebody who has worked for others (written questions, answered reports) is not
erased, as that work is not theirs alone: they are deactivated.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.classroom.models import Enrolment
from quizapp.db import Base

OWN = frozenset({
    "announcement_sightings.person_id",
    "assignment_exceptions.person_id", "attempts.learner_id", "calendar_feeds.person_id", "card_actions.learner_id",
    "card_marks.learner_id", "mark_decisions.person_id",
    "enrolments.person_id", "exam_choices.learner_id", "exams.owner_id", "memory_fit_learners.learner_id",
    "grade_decisions.person_id",
    "memory_fits.learner_id", "mail_addresses.person_id", "mails.person_id",
    "memory_states.learner_id", "person_changes.person_id", "read_passages.person_id",
    "reports.learner_id", "review_habits.learner_id", "review_log.learner_id", "saved_searches.person_id",
    "recovery_codes.person_id", "second_factors.person_id",
    "sign_in_cards.person_id", "sign_ins.person_id", "sittings.person_id", "study_calendars.learner_id",
})  # fmt: skip
"""Columns that say whose a row is: such rows go with their person."""

WORK = frozenset({
    "analysis_runs.by_id", "announcements.author_id", "assignments.created_by_id", "bank_members.person_id",
    "bank_uploads.person_id",
    "bulk_operations.person_id", "bulk_operations.undone_by_id", "class_teachers.person_id", "comments.author_id",
    "comments.resolved_by_id",
    "file_conflicts.person_id", "kept_scores.person_id", "kept_scores.undone_by_id", "mark_decisions.by_id",
    "grade_decisions.by_id",
    "memory_fits.by_id",
    "memory_fits.reverted_by_id", "part_conflicts.person_id", "person_changes.by_id", "pictures.person_id",
    "question_drafts.author_id",
    "question_versions.author_id", "regrades.person_id", "regrades.undone_by_id", "relearns.person_id",
    "relearns.undone_by_id", "reports.answered_by_id", "role_changes.by_id", "role_changes.person_id",
    "sign_in_cards.made_by_id", "staff_actions.by_id", "state_changes.person_id",
})  # fmt: skip
"""Columns that say who did something for others: a person whom one of them names is not erased."""


FORGETTING = frozenset({"staff_actions.person_id"})
"""Columns that the database empties when their person goes, while the row stays without them."""


class WorkedForOthersError(Exception):
    """Somebody has written or decided something that others go on with."""


class ElsewhereError(Exception):
    """Somebody learns in other classes, too, whose teachers go on with what they did."""


def columns_naming_people() -> dict[str, sa.Column[int]]:
    """Return every column of the schema that names a person, by “table.column”."""
    tables = Base.metadata.sorted_tables
    found = [key.parent for table in tables for key in table.foreign_keys if key.column.table.name == "people"]
    return {f"{column.table.name}.{column.name}": column for column in found}


def erase_student(session: Session, person: Person, *, from_class: int) -> None:
    """Delete a student and every row that is about them.

    Raises:
        ElsewhereError: they learn in another class, too.
        WorkedForOthersError: they teach, or did something for others.
    """
    columns = columns_naming_people()
    others = sa.select(Enrolment.id).where(
        Enrolment.person_id == person.id, Enrolment.class_id != from_class, Enrolment.left_at.is_(None)
    )
    if session.scalar(others.limit(1)) is not None:
        raise ElsewhereError
    worked = (session.scalar(sa.select(sa.exists().where(columns[name] == person.id))) for name in sorted(WORK))
    if person.role == Role.INSTRUCTOR or any(worked):
        raise WorkedForOthersError
    session.flush()
    for name in sorted(OWN):
        _delete(session, columns[name].table, columns[name] == person.id)
    session.execute(sa.delete(Person).where(Person.id == person.id))
    session.expire_all()


def _delete(session: Session, table: sa.FromClause, condition: sa.ColumnElement[bool]) -> None:
    """Delete rows, after all that hangs on them where the database would not delete that by itself."""
    for other in Base.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table and other is not table and key.ondelete is None:
                gone = sa.select(key.column).where(condition)
                _delete(session, other, key.parent.in_(gone))
    session.execute(sa.delete(table).where(condition))  # type: ignore[arg-type]  # a table of the schema
