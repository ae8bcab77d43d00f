"""What staff did is written down with what they were, is never changed, and forgets who is erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.audit.models import Act, StaffAction
from quizapp.audit.services import forget_actions, has_actions, last_action, record_action
from quizapp.classroom.services import ClassSettings, create_class

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def person(session, name, role=Role.INSTRUCTOR, is_admin=False):
    made = Person(role=role, name=name, sign_in_name=name, session_stamp="s", created_at=NOW, is_admin=is_admin)
    session.add(made)
    session.flush()
    return made


def test_an_action_tells_who_did_what_in_which_role(session):
    admin, teacher = person(session, "admin", is_admin=True), person(session, "teacher")
    school_class = create_class(session, teacher.id, ClassSettings("10 b", "UTC"), now=NOW)
    record_action(session, Act.CLASS_MADE, teacher.id, now=NOW, class_id=school_class.id)
    record_action(session, Act.TEACHER_ADDED, admin.id, now=NOW, person_id=teacher.id, details={"role": "teacher"})
    record_action(session, Act.CLASS_ARCHIVED, None, now=NOW)
    found = session.scalars(sa.select(StaffAction).order_by(StaffAction.id)).all()[-3:]
    assert [(one.act, one.by_id, one.by_role, one.details) for one in found] == [
        ("class.made", teacher.id, "instructor", {}),
        ("teacher.added", admin.id, "admin", {"role": "teacher"}),
        ("class.archived", None, "server", {}),
    ]
    assert (found[0].class_id, found[1].person_id, found[0].at) == (school_class.id, teacher.id, NOW)


def test_who_did_something_last_is_known_until_they_are_gone(session):
    first, second = person(session, "first"), person(session, "second")
    assert last_action(session, {Act.GRADEBOOK_CHANGED}, subject_id=7) is None
    for one, minutes in ((first, 2), (second, 1)):
        record_action(
            session,
            Act.GRADEBOOK_CHANGED,
            one.id,
            now=NOW + timedelta(minutes=minutes),
            subject_id=7,
            details={"said": minutes - 1},
        )
    record_action(session, Act.MARKS_RELEASED, second.id, now=NOW + timedelta(minutes=3), subject_id=7)
    record_action(session, Act.GRADEBOOK_CHANGED, second.id, now=NOW + timedelta(minutes=3), subject_id=8)
    found = last_action(session, {Act.GRADEBOOK_CHANGED}, subject_id=7)
    assert found == (first.id, "first", NOW + timedelta(minutes=2), {"said": 1})
    record_action(session, Act.GRADEBOOK_CHANGED, None, now=NOW + timedelta(minutes=4), subject_id=7)
    assert last_action(session, {Act.GRADEBOOK_CHANGED}, subject_id=7) is None


def test_an_action_is_never_changed_but_forgets_who_is_erased(session):
    teacher, student = person(session, "teacher"), person(session, "student", Role.STUDENT)
    record_action(session, Act.STUDENT_CHANGED, teacher.id, now=NOW, person_id=student.id)
    for column in ("act", "by_role"):
        with pytest.raises(sa.exc.DatabaseError, match="append-only"), session.begin_nested():
            session.execute(sa.update(StaffAction).values({column: "server"}))
    session.delete(student)
    session.flush()
    session.expire_all()
    kept = session.scalars(sa.select(StaffAction).where(StaffAction.act == Act.STUDENT_CHANGED)).one()
    assert (kept.by_id, kept.person_id) == (teacher.id, None)


def test_what_is_long_ago_is_forgotten(session):
    for days in (0, 10, 20):
        record_action(session, Act.CODE_CHANGED, None, now=NOW - timedelta(days=days))
    assert not has_actions(session, NOW - timedelta(days=20))
    assert has_actions(session, NOW - timedelta(days=19))
    assert forget_actions(session, NOW - timedelta(days=15)) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(StaffAction)) == 2
