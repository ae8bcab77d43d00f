"""Erasing a person: every row that is about them goes, in one transaction, and nothing of them can be brought back.

This is the one way by which rows leave the logs. The triggers of law 3 refuse to change a row of a log, and still do.
What they answered in quizzes stays as nobody's (anonymising.py), so that statistics stay as they were. Somebody who has
worked for others (written questions, answered reports) is not erased, as that work is not theirs alone: their name is
taken off. That it was done is kept without saying who it was (Erasure).
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.db import Base
from quizapp.erasure.anonymising import keep_answers
from quizapp.erasure.models import Erasure

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
    "comments.resolved_by_id", "erasures.by_id",
    "file_conflicts.person_id", "kept_scores.person_id", "kept_scores.undone_by_id", "mark_decisions.by_id",
    "grade_decisions.by_id",
    "memory_fits.by_id",
    "memory_fits.reverted_by_id", "part_conflicts.person_id", "person_changes.by_id", "pictures.person_id",
    "question_drafts.author_id",
    "question_versions.author_id", "regrades.person_id", "regrades.undone_by_id", "relearns.person_id",
    "relearns.undone_by_id", "reports.answered_by_id", "role_changes.by_id", "role_changes.person_id",
    "retention_runs.by_id", "sign_in_cards.made_by_id", "staff_actions.by_id", "state_changes.person_id",
})  # fmt: skip
"""Columns that say who did something for others: a person whom one of them names is not erased."""


FORGETTING = frozenset({"staff_actions.person_id"})
"""Columns that the database empties when their person goes, while the row stays without them."""


class WorkedForOthersError(Exception):
    """Somebody has written or decided something that others go on with."""


class Way(StrEnum):
    """How an erasure came about."""

    THEMSELVES = "themselves"
    TEACHER = "teacher"
    ADMIN = "admin"
    COMMAND = "command"
    RETENTION = "retention"
    RESTORE = "restore"
    """Once more, in a restored backup."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for an erasure."""

    way: Way
    by_id: int | None = None
    """The teacher or admin; None for the person themself, and for commands."""


def columns_naming_people() -> dict[str, sa.Column[int]]:
    """Return every column of the schema that names a person, by “table.column”."""
    tables = Base.metadata.sorted_tables
    found = [key.parent for table in tables for key in table.foreign_keys if key.column.table.name == "people"]
    return {f"{column.table.name}.{column.name}": column for column in found}


def erase_person(session: Session, person: Person, asked: Asked, *, now: datetime) -> Erasure:
    """Delete somebody and every row that is about them; what they answered in quizzes stays as nobody's.

    Raises:
        WorkedForOthersError: they teach, or did something for others.
    """
    if has_worked_for_others(session, person):
        raise WorkedForOthersError
    return _erase(session, person, asked, "", now)


def take_name_off(session: Session, person: Person, name: str, asked: Asked, *, now: datetime) -> Erasure:
    """Delete all that is about somebody but their work for others, which stays under another name."""
    return _erase(session, person, asked, name, now)


def has_worked_for_others(session: Session, person: Person) -> bool:
    """Say whether somebody teaches, or did something that others go on with."""
    return bool(working_among(session, [person.id]))


def working_among(session: Session, ids: Collection[int]) -> set[int]:
    """Return who of some people teaches, or did something that others go on with."""
    columns = columns_naming_people()
    teaching = sa.select(Person.id).where(Person.id.in_(ids), Person.role == Role.INSTRUCTOR)
    found = set(session.scalars(teaching))
    for name in sorted(WORK):
        found |= set(session.scalars(sa.select(columns[name]).where(columns[name].in_(ids)).distinct()))
    return found


def _erase(session: Session, person: Person, asked: Asked, new_name: str, now: datetime) -> Erasure:
    session.flush()
    if session.get_bind().dialect.name == "sqlite":  # else what was deleted stays readable in the file, and in backups
        session.execute(sa.text("PRAGMA secure_delete = ON"))
    kept = keep_answers(session, person.id)
    gone, columns = Counter[str](), columns_naming_people()
    for name in sorted(OWN):
        gone += _delete(session, columns[name].table, columns[name] == person.id)
    if new_name:
        _without_a_name(session, person, new_name, now)
    else:
        gone["people"] = 1
        session.execute(sa.delete(Person).where(Person.id == person.id))
    number, left_out = secrets.token_hex(4), person.id
    session.expire_all()
    erasure = Erasure(
        number=number, person_id=left_out, at=now, way=asked.way, by_id=asked.by_id, kept_attempts=kept,
        removed=dict(sorted(gone.items())), is_nameless=bool(new_name),
    )  # fmt: skip
    session.add(erasure)
    session.flush()
    return erasure


def _without_a_name(session: Session, person: Person, new_name: str, now: datetime) -> None:
    for column in Person.__table__.columns:
        if column.nullable:
            setattr(person, column.name, None)
    person.name, person.session_stamp = new_name, secrets.token_hex(16)
    person.is_admin, person.deactivated_at = False, now
    session.flush()


def _delete(session: Session, table: sa.FromClause, condition: sa.ColumnElement[bool]) -> Counter[str]:
    """Delete rows, after all that hangs on them where the database would not delete that by itself; count them."""
    gone = Counter[str]()
    for other in Base.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table and other is not table and key.ondelete is None:
                hanging = sa.select(key.column).where(condition)
                gone += _delete(session, other, key.parent.in_(hanging))
    done = session.execute(sa.delete(table).where(condition))  # type: ignore[arg-type]  # a table of the schema
    gone[table.name] += done.rowcount  # type: ignore[attr-defined]
    return +gone
