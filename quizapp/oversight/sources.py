"""The statements that read each record of what staff did as entries of one log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from quizapp.accounts.models import PersonChange
from quizapp.assignments.models import Assignment
from quizapp.audit.models import StaffAction
from quizapp.bank.models import Origin, Question, QuestionVersion, StateChange
from quizapp.bank.roles import RoleChange
from quizapp.editorial.models import Report
from quizapp.erasure.erasing import Way
from quizapp.erasure.models import Erasure
from quizapp.gradebook.models import GradeDecision, MarkDecision
from quizapp.memory.models import MemoryFit, Relearn
from quizapp.oversight.entries import Record
from quizapp.quizzes.models import KeptScores, Regrade
from quizapp.workbench.models import BulkItem, BulkOperation

Column = Any  # a mapped column, or an expression of some
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Source:
    """How a record is read: its columns under the names of an entry's fields, and how it is narrowed."""

    columns: Mapping[str, Column]
    """With at least id, at, by_id and what; those in details_of become an entry's details."""
    details_of: tuple[str, ...] = ()
    joins: tuple[tuple[Any, Condition], ...] = ()
    where: tuple[Condition, ...] = ()
    grouped: tuple[Column, ...] = ()
    of_class: Column | None = None
    """The column of its class; None where it is about none."""
    of_bank: Column | None = None


def _text(word: str) -> Column:
    return sa.literal(word, sa.Text())


_moved = BulkOperation.said["bank_id"].as_integer()
_in_bulk = sa.exists().where(BulkOperation.at == QuestionVersion.created_at)

SOURCES: Mapping[Record, Source] = {
    Record.ACTION: Source(
        {
            "id": StaffAction.id,
            "at": StaffAction.at,
            "by_id": StaffAction.by_id,
            "what": StaffAction.act,
            "person_id": StaffAction.person_id,
            "class_id": StaffAction.class_id,
            "bank_id": StaffAction.bank_id,
            "subject_id": StaffAction.subject_id,
            "details": StaffAction.details,
            "by_role": StaffAction.by_role,
        },
        of_class=StaffAction.class_id,
        of_bank=StaffAction.bank_id,
    ),
    Record.ACCOUNT: Source(
        {
            "id": PersonChange.id,
            "at": PersonChange.at,
            "by_id": PersonChange.by_id,
            "what": _text("account.") + PersonChange.what,
            "person_id": PersonChange.person_id,
            "by_role": sa.case((PersonChange.by_id.is_(None), "server"), else_="admin"),
        },
    ),
    Record.BANK_ROLE: Source(
        {
            "id": RoleChange.id,
            "at": RoleChange.at,
            "by_id": RoleChange.by_id,
            "what": _text("bank_role"),
            "person_id": RoleChange.person_id,
            "bank_id": RoleChange.bank_id,
            "before": RoleChange.before,
            "after": RoleChange.after,
        },
        details_of=("before", "after"),
        of_bank=RoleChange.bank_id,
    ),
    Record.BULK: Source(
        {
            "id": BulkOperation.id,
            "at": BulkOperation.at,
            "by_id": BulkOperation.person_id,
            "what": _text("bulk.") + BulkOperation.action,
            "subject_id": BulkOperation.id,
            "said": BulkOperation.said,
            "changed": BulkOperation.changed,
            "undone_at": BulkOperation.undone_at,
            "undone_by_id": BulkOperation.undone_by_id,
        },
        details_of=("said", "changed"),
    ),
    Record.STATE: Source(
        {
            "id": StateChange.id,
            "at": StateChange.at,
            "by_id": StateChange.person_id,
            "what": _text("state"),
            "bank_id": Question.bank_id,
            "subject_id": StateChange.question_id,
            "before": StateChange.before,
            "after": StateChange.after,
        },
        details_of=("before", "after"),
        joins=((Question, Question.id == StateChange.question_id),),
        where=(StateChange.person_id.is_not(None),),
        of_bank=Question.bank_id,
    ),
    Record.VERSION: Source(
        {
            "id": sa.func.min(QuestionVersion.id),
            "at": QuestionVersion.created_at,
            "by_id": QuestionVersion.author_id,
            "what": _text("version"),
            "bank_id": sa.func.min(Question.bank_id),
            "subject_id": sa.func.min(QuestionVersion.question_id),
            "count": sa.func.count(),
            "number": sa.func.min(QuestionVersion.number),
        },
        details_of=("count", "number"),
        joins=((Question, Question.id == QuestionVersion.question_id),),
        where=(QuestionVersion.author_id.is_not(None), QuestionVersion.origin == Origin.BROWSER, ~_in_bulk),
        grouped=(QuestionVersion.created_at, QuestionVersion.author_id),
        of_bank=Question.bank_id,
    ),
    Record.REGRADE: Source(
        {
            "id": Regrade.id,
            "at": Regrade.at,
            "by_id": Regrade.person_id,
            "what": _text("regrade.") + Regrade.rule,
            "class_id": Regrade.class_id,
            "bank_id": Question.bank_id,
            "subject_id": Regrade.question_id,
            "changed": Regrade.changed,
            "undone_at": Regrade.undone_at,
            "undone_by_id": Regrade.undone_by_id,
        },
        details_of=("changed",),
        joins=((Question, Question.id == Regrade.question_id),),
        of_class=Regrade.class_id,
        of_bank=Question.bank_id,
    ),
    Record.RELEARN: Source(
        {
            "id": Relearn.id,
            "at": Relearn.at,
            "by_id": Relearn.person_id,
            "what": _text("relearn"),
            "bank_id": Question.bank_id,
            "subject_id": Relearn.question_id,
            "learners": Relearn.learners,
            "undone_at": Relearn.undone_at,
            "undone_by_id": Relearn.undone_by_id,
        },
        details_of=("learners",),
        joins=((Question, Question.id == Relearn.question_id),),
        of_bank=Question.bank_id,
    ),
    Record.MARK: Source(
        {
            "id": MarkDecision.id,
            "at": MarkDecision.at,
            "by_id": MarkDecision.by_id,
            "what": _text("mark.") + MarkDecision.kind,
            "person_id": MarkDecision.person_id,
            "class_id": Assignment.class_id,
            "subject_id": MarkDecision.assignment_id,
            "value": MarkDecision.value,
        },
        details_of=("value",),
        joins=((Assignment, Assignment.id == MarkDecision.assignment_id),),
        of_class=Assignment.class_id,
    ),
    Record.REPORT: Source(
        {
            "id": Report.id,
            "at": Report.answered_at,
            "by_id": Report.answered_by_id,
            "what": _text("report.") + Report.verdict,
            "bank_id": Question.bank_id,
            "subject_id": Report.question_id,
            "report_id": Report.id,
        },
        details_of=("report_id",),
        joins=((Question, Question.id == Report.question_id),),
        where=(Report.answered_at.is_not(None),),
        of_bank=Question.bank_id,
    ),
    Record.KEPT: Source(
        {
            "id": KeptScores.id,
            "at": KeptScores.at,
            "by_id": KeptScores.person_id,
            "what": _text("kept"),
            "bank_id": Question.bank_id,
            "subject_id": KeptScores.question_id,
            "undone_at": KeptScores.undone_at,
            "undone_by_id": KeptScores.undone_by_id,
        },
        joins=((Question, Question.id == KeptScores.question_id),),
        of_bank=Question.bank_id,
    ),
    Record.ERASURE: Source(
        {
            "id": Erasure.id,
            "at": Erasure.at,
            "by_id": Erasure.by_id,
            "what": _text("erasure"),
            "by_role": sa.case((Erasure.way == Way.COMMAND, "server"), else_="admin"),
            "number": Erasure.number,
        },
        details_of=("number",),
        where=(Erasure.way.in_([Way.ADMIN, Way.COMMAND]),),
    ),
    Record.GRADE: Source(
        {
            "id": GradeDecision.id,
            "at": GradeDecision.at,
            "by_id": GradeDecision.by_id,
            "what": _text("grade"),
            "person_id": GradeDecision.person_id,
            "class_id": GradeDecision.class_id,
            "value": GradeDecision.value,
        },
        details_of=("value",),
        of_class=GradeDecision.class_id,
    ),
    Record.FIT: Source(
        {
            "id": MemoryFit.id,
            "at": MemoryFit.begun_at,
            "by_id": MemoryFit.by_id,
            "what": _text("fit"),
            "undone_at": MemoryFit.reverted_at,
            "undone_by_id": MemoryFit.reverted_by_id,
        },
        where=(MemoryFit.by_id.is_not(None),),
    ),
}


def of_operations_on(bank_id: int) -> Condition:
    """Return the condition that a bulk operation changed something in a bank."""
    items = sa.select(BulkItem.operation_id).join(Question, Question.id == BulkItem.question_id)
    return sa.or_(BulkOperation.id.in_(items.where(Question.bank_id == bank_id)), _moved == bank_id)
