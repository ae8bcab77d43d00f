"""Rows of each record of the log: one of each kind, and what they are about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from quizapp.accounts.models import Person, PersonChange, Role
from quizapp.assignments.models import Assignment
from quizapp.audit.models import Act
from quizapp.audit.services import record_action
from quizapp.bank.models import Bank, Question, QuestionVersion, StateChange
from quizapp.bank.roles import RoleChange
from quizapp.classroom.models import ClassTeacher, Enrolment, SchoolClass
from quizapp.editorial.models import Report
from quizapp.gradebook.models import MarkDecision
from quizapp.memory.models import Relearn
from quizapp.quizzes.models import Regrade
from quizapp.workbench.models import BulkItem, BulkOperation

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def _minutes(number: int) -> datetime:
    return NOW + timedelta(minutes=number)


def _version(question_id, author_id, at, number=1):
    plain = {"kind": "true_false", "content": {}, "title": f"Question {question_id}", "topic": "t", "level": 1}
    more = {"standing": "reported", "sources": [], "facets": [], "digest": "d", "origin": "browser"}
    return QuestionVersion(question_id=question_id, number=number, author_id=author_id, created_at=at, **plain, **more)


def _people(session):
    admin = Person(role=Role.INSTRUCTOR, name="Admin", sign_in_name="admin", session_stamp="s", is_admin=True)
    teacher = Person(role=Role.INSTRUCTOR, name="Ms Adams", sign_in_name="adams", session_stamp="s")
    student = Person(role=Role.STUDENT, name="Ani", sign_in_name="ani", session_stamp="s")
    for one in (admin, teacher, student):
        one.created_at = NOW
        session.add(one)
    session.flush()
    return admin, teacher, student


def _things(session, teacher, student):
    bank = Bank(key="birds", title="Birds", created_at=NOW)
    school_class = SchoolClass(name="10 b", time_zone="UTC", created_at=NOW)
    session.add_all([bank, school_class])
    session.flush()
    questions = [Question(bank_id=bank.id, key=f"q{n}", position=n, current_number=1, state="ready") for n in (1, 2, 3)]
    given = {"class_id": school_class.id, "kind": "reading", "title": "Test", "settings": {}, "seed": 1}
    assignment = Assignment(**given, created_at=NOW, updated_at=NOW)
    session.add_all(
        [
            *questions,
            assignment,
            ClassTeacher(class_id=school_class.id, person_id=teacher.id, role="owner", since=NOW),
            Enrolment(class_id=school_class.id, person_id=student.id, roster_name="Ani", joined_at=NOW, left_at=NOW),
        ]
    )
    session.flush()
    return bank, school_class, questions, assignment


@pytest.fixture
def site(session):
    """A site where staff have done one thing of each kind, a minute apart."""
    admin, teacher, student = _people(session)
    bank, school_class, questions, assignment = _things(session, teacher, student)
    first, second, third = questions
    one = {"question_id": first.id}
    session.add_all([_version(first.id, teacher.id, _minutes(1)), _version(second.id, teacher.id, _minutes(2))])
    third_version = _version(third.id, teacher.id, _minutes(2))  # in one go with the second
    session.add(third_version)
    session.flush()
    version_id = third_version.id
    bulk = BulkOperation(
        person_id=teacher.id, action="flag", said={"value": ""}, changed=1, at=_minutes(3), undone_at=_minutes(20),
        undone_by_id=admin.id,
    )  # fmt: skip
    session.add(bulk)
    session.flush()
    relearned = {"version_id": version_id, "memories": 2, "learners": 2, "first_log_id": 1, "last_log_id": 2}
    reported = {"version_id": version_id, "answers": [], "score": 0.0, "reason": "key", "created_at": NOW}
    session.add_all([
        BulkItem(operation_id=bulk.id, question_id=first.id, before={}, after={}),
        PersonChange(person_id=teacher.id, what="instructor", by_id=admin.id, at=_minutes(4)),
        RoleChange(bank_id=bank.id, person_id=teacher.id, before="", after="editor", by_id=admin.id, at=_minutes(5)),
        StateChange(**one, number=1, before="draft", after="ready", person_id=teacher.id, at=_minutes(6)),
        Regrade(
            **one, version_id=version_id, rule="drop", reason="", person_id=teacher.id, at=_minutes(7), answers=1,
            changed=1, class_id=school_class.id,
        ),
        Relearn(**one, reason="", person_id=teacher.id, at=_minutes(8), **relearned),
        MarkDecision(
            assignment_id=assignment.id, person_id=student.id, kind="override", value=3.0, text="why",
            by_id=teacher.id, at=_minutes(9),
        ),
        Report(
            **one, learner_id=student.id, verdict="wrong", answered_by_id=teacher.id, answered_at=_minutes(10),
            **reported,
        ),
    ])  # fmt: skip
    record_action(
        session, Act.STUDENT_REMOVED, teacher.id, now=_minutes(11), class_id=school_class.id, person_id=student.id
    )
    session.flush()
    return SimpleNamespace(
        admin=admin, teacher=teacher, student=student, bank=bank, school_class=school_class, assignment=assignment
    )
