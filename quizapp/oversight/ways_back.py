"""How what staff did is taken back: the button or the page that does it, where it still can be and the visitor may."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import Session

from quizapp.accounts.visitor import Visitor
from quizapp.assignments.models import Assignment
from quizapp.audit.models import Act
from quizapp.classroom.models import ClassTeacher, Enrolment, SchoolClass
from quizapp.oversight.entries import Entry, Record
from quizapp.oversight.naming import Names
from quizapp.oversight.taking_back import PUT_BACK
from quizapp.oversight.what_stands import now_of, stands
from quizapp.workbench.undoing import KEPT


@dataclass(frozen=True, slots=True)
class WayBack:
    """A button that takes something back, or a link to the page where that is done."""

    address: str
    fields: Mapping[str, str] | None = None
    """What the button sends; None for a link."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How what the entries of a page are about stands now."""

    visitor: Visitor
    now: datetime
    names: Names
    archived: frozenset[int] = frozenset()
    """Classes that lie in the archive."""
    owned: frozenset[int] = frozenset()
    """Classes that the visitor owns."""
    left: frozenset[tuple[int, int]] = frozenset()
    """Who left which class: pairs of class and person."""
    teaching: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Who teaches which class as what."""
    trashed: frozenset[int] = frozenset()
    """Assignments that lie in the trash."""
    changed: frozenset[int] = frozenset()
    """Actions of which the log keeps what stood there before, and of which what they made of it stands still."""

    def may_own(self, class_id: int | None) -> bool:
        """Say whether the visitor may do what owners of a class may."""
        return self.visitor.is_admin or class_id in self.owned


def standing_of(session: Session, entries: Sequence[Entry], names: Names, visitor: Visitor, now: datetime) -> Standing:
    """Return how things stand, by seven statements."""
    classes = {entry.class_id for entry in entries if entry.class_id}
    people = {entry.person_id for entry in entries if entry.person_id}
    archived = sa.select(SchoolClass.id).where(SchoolClass.id.in_(classes), SchoolClass.archived_at.is_not(None))
    left = sa.select(Enrolment.class_id, Enrolment.person_id).where(
        Enrolment.class_id.in_(classes), Enrolment.person_id.in_(people), Enrolment.left_at.is_not(None)
    )
    teachers = sa.select(ClassTeacher.class_id, ClassTeacher.person_id, ClassTeacher.role).where(
        ClassTeacher.class_id.in_(classes)
    )
    trashed = sa.select(Assignment.id).where(Assignment.id.in_(names.assignments), Assignment.trashed_at.is_not(None))
    teaching = {(class_id, person_id): role for class_id, person_id, role in session.execute(teachers)}
    owned = (
        class_id for (class_id, person_id), role in teaching.items() if person_id == visitor.id and role == "owner"
    )
    return Standing(
        visitor,
        now,
        names,
        frozenset(session.scalars(archived)),
        frozenset(owned),
        frozenset((class_id, person_id) for class_id, person_id in session.execute(left)),
        teaching,
        frozenset(session.scalars(trashed)),
        _standing_changes(session, entries),
    )


def _standing_changes(session: Session, entries: Sequence[Entry]) -> frozenset[int]:
    changes = [
        (act, entry) for entry in entries for act in PUT_BACK if (entry.record, entry.what) == (Record.ACTION, act)
    ]
    now = now_of(session, changes)
    return frozenset(entry.id for act, entry in changes if stands(act, entry, now))


def way_back(entry: Entry, standing: Standing) -> WayBack | None:
    """Return how an entry is taken back; None where it cannot be, or was."""
    if entry.undone_at is not None:
        return None
    find = _WAYS.get(entry.what) or _WAYS.get(entry.record)
    return find(entry, standing) if find else None


def _archived(entry: Entry, standing: Standing) -> WayBack | None:
    if entry.class_id not in standing.archived or not standing.may_own(entry.class_id):
        return None
    return WayBack(url_for("classroom.restore_class", class_id=entry.class_id), {})


def _is_open(entry: Entry, standing: Standing) -> bool:
    return entry.class_id in standing.names.classes and entry.class_id not in standing.archived


def _removed(entry: Entry, standing: Standing) -> WayBack | None:
    if not _is_open(entry, standing) or (entry.class_id, entry.person_id) not in standing.left:
        return None
    address = url_for("classroom.restore_student", class_id=entry.class_id, person_id=entry.person_id)
    return WayBack(address, {})


def _teacher(entry: Entry, standing: Standing) -> WayBack | None:
    was = "none" if entry.what == Act.TEACHER_ADDED else str(entry.details["before"])
    became = "teacher" if entry.what == Act.TEACHER_ADDED else str(entry.details["after"])
    role = standing.teaching.get((entry.class_id or 0, entry.person_id or 0))
    if role != became or not standing.may_own(entry.class_id):
        return None
    address = url_for("classroom.change_teacher", class_id=entry.class_id, person_id=entry.person_id)
    return WayBack(address, {"role": was})


def _withdrawn(entry: Entry, standing: Standing) -> WayBack | None:
    return (
        WayBack(url_for("classroom.list_announcements", class_id=entry.class_id)) if _is_open(entry, standing) else None
    )


def _trashed(entry: Entry, standing: Standing) -> WayBack | None:
    if entry.subject_id not in standing.trashed or not _is_open(entry, standing):
        return None
    return WayBack(url_for("assignments.restore_assignment", assignment_id=entry.subject_id), {})


def _assignment(entry: Entry, standing: Standing) -> WayBack | None:
    if not _is_there(entry, standing):
        return None
    page = "show" if entry.what == Act.ASSIGNMENT_CLOSED else "edit"
    return WayBack(url_for(f"assignments.{page}_assignment", assignment_id=entry.subject_id))


def _exception(entry: Entry, standing: Standing) -> WayBack | None:
    is_here = (entry.class_id, entry.person_id) not in standing.left and entry.person_id in standing.names.people
    if not is_here or not _is_there(entry, standing):
        return None
    if entry.what == Act.ASSIGNMENT_EXCEPTED and "before" in entry.details:
        return _kept_whole(entry, standing)
    address = url_for("assignments.edit_exception", assignment_id=entry.subject_id, person_id=entry.person_id)
    return WayBack(address)


def _is_there(entry: Entry, standing: Standing) -> bool:
    """Say whether the assignment of an entry is there to be changed."""
    given = standing.names.assignments.get(entry.subject_id or 0)
    return given is not None and entry.subject_id not in standing.trashed and _is_open(entry, standing)


def _rules(entry: Entry, standing: Standing) -> WayBack | None:
    shown = _is_open(entry, standing)
    return WayBack(url_for("gradebook.edit_gradebook", class_id=entry.class_id)) if shown else None


def _kept_whole(entry: Entry, standing: Standing) -> WayBack | None:
    if not _is_open(entry, standing) or entry.id not in standing.changed:
        return None
    return WayBack(url_for("oversight.take_action_back", action_id=entry.id), {})


def _account(entry: Entry, standing: Standing) -> WayBack | None:
    if entry.person_id not in standing.names.people or entry.person_id == standing.visitor.id:
        return None
    return WayBack(url_for("accounts.show_person", person_id=entry.person_id)) if standing.visitor.is_admin else None


def _bank_role(entry: Entry, standing: Standing) -> WayBack | None:
    bank = standing.names.banks.get(entry.bank_id or 0)
    return WayBack(url_for("bank.list_members", key=bank[0])) if bank else None


def _bulk(entry: Entry, standing: Standing) -> WayBack | None:
    is_own = standing.visitor.is_admin or entry.by_id == standing.visitor.id
    if entry.at < standing.now - KEPT or not is_own:
        return None
    return WayBack(url_for("workbench.undo_change", operation_id=entry.subject_id), {})


def _question(entry: Entry, standing: Standing) -> WayBack | None:
    if entry.subject_id not in standing.names.questions or entry.details.get("count", 1) > 1:
        return None
    return WayBack(url_for("studio.show_question", question_id=entry.subject_id))


def _touches(entry: Entry, standing: Standing) -> WayBack | None:
    is_there = entry.subject_id in standing.names.questions
    return WayBack(url_for("studio.show_touches", question_id=entry.subject_id)) if is_there else None


def _regrade(entry: Entry, standing: Standing) -> WayBack | None:
    if entry.class_id is not None:
        shown = _is_open(entry, standing)
        return WayBack(url_for("gradebook.list_regrades", class_id=entry.class_id)) if shown else None
    return _touches(entry, standing)


def _mark(entry: Entry, standing: Standing) -> WayBack | None:
    if entry.details["value"] is None or entry.person_id not in standing.names.people or not _is_open(entry, standing):
        return None
    ids: dict[str, Any] = {"class_id": entry.class_id, "person_id": entry.person_id}
    return WayBack(url_for("gradebook.show_mark", assignment_id=entry.subject_id, **ids))


def _grade(entry: Entry, standing: Standing) -> WayBack | None:
    if entry.details["value"] is None or entry.person_id not in standing.names.people or not _is_open(entry, standing):
        return None
    return WayBack(url_for("gradebook.show_student_marks", class_id=entry.class_id, person_id=entry.person_id))


_WAYS: Mapping[str, Callable[[Entry, Standing], WayBack | None]] = {
    Act.CLASS_ARCHIVED: _archived,
    Act.STUDENT_REMOVED: _removed,
    Act.TEACHER_ADDED: _teacher,
    Act.TEACHER_CHANGED: _teacher,
    Act.ANNOUNCEMENT_WITHDRAWN: _withdrawn,
    Act.ASSIGNMENT_REMOVED: _trashed,
    Act.ASSIGNMENT_CLOSED: _assignment,
    Act.ASSIGNMENT_CHANGED: _assignment,
    Act.ASSIGNMENT_EXCEPTED: _exception,
    Act.ASSIGNMENT_TIMED: _exception,
    Act.GRADEBOOK_CHANGED: _rules,
    Act.CLASS_CHANGED: _kept_whole,
    Act.HOLIDAYS_CHANGED: _kept_whole,
    Act.QUESTION_ARCHIVED: _question,
    Act.QUESTION_FLAGGED: _question,
    Record.ACCOUNT: _account,
    Record.BANK_ROLE: _bank_role,
    Record.BULK: _bulk,
    Record.STATE: _question,
    Record.VERSION: _question,
    Record.REGRADE: _regrade,
    Record.RELEARN: _touches,
    Record.KEPT: _touches,
    Record.MARK: _mark,
    Record.GRADE: _grade,
}
