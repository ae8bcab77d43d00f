"""Looking up reports: a learner's own, and those about the questions that somebody works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.bank.models import Bank, Question, QuestionVersion
from quizapp.bank.roles import Condition
from quizapp.editorial.models import Report
from quizapp.quizzes.models import Slot
from quizapp.statements import Prepared

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report as its learner sees it."""

    report: Report
    position: int | None
    """None of a flashcard, as is the attempt."""
    attempt_id: int | None
    title: str
    number: int
    answered_by: str | None


def reports_of_attempt(session: Session, learner_id: int, attempt_id: int) -> dict[int, OwnReport]:
    """Return a learner's reports about one of their attempts, by the position of the question."""
    statement = _own(Report.learner_id == learner_id, Slot.attempt_id == attempt_id)
    found = [OwnReport(*row) for row in session.execute(statement)]
    return {own.position: own for own in found if own.position is not None}


def count_reports_of_learner(session: Session, learner_id: int) -> int:
    """Return how much a learner has reported."""
    return session.scalar(sa.select(sa.func.count()).select_from(Report).where(Report.learner_id == learner_id)) or 0


def reports_of_learner(session: Session, learner_id: int, first: int = 0) -> list[OwnReport]:
    """Return what a learner has reported, the newest first: a page of it from a place on."""
    statement = _own(Report.learner_id == learner_id).offset(first).limit(PAGE_SIZE)
    return [OwnReport(*row) for row in session.execute(statement)]


def report_of_slot(session: Session, slot_id: int) -> Report | None:
    """Return the report of an answer."""
    return session.scalar(sa.select(Report).where(Report.slot_id == slot_id))


def report_of_card(session: Session, learner_id: int, card_id: int, version_id: int) -> Report | None:
    """Return a learner's report of a card in a version."""
    same = (Report.learner_id == learner_id, Report.card_id == card_id, Report.version_id == version_id)
    return session.scalar(sa.select(Report).where(*same))


def open_reports_of_question(session: Session, question_id: int) -> Sequence[Report]:
    """Return the reports of a question that wait for an answer, the oldest first."""
    waiting = sa.and_(Report.question_id == question_id, is_open_report())
    return session.scalars(sa.select(Report).where(waiting).order_by(Report.id)).all()


def _own(*conditions: Condition) -> sa.Select[Report, int, int, str, int, str]:
    return (
        sa.select(Report, Slot.position, Slot.attempt_id, QuestionVersion.title, QuestionVersion.number, Person.name)
        .outerjoin(Slot, Slot.id == Report.slot_id)
        .join(QuestionVersion, QuestionVersion.id == Report.version_id)
        .outerjoin(Person, Person.id == Report.answered_by_id)
        .where(*conditions)
        .order_by(Report.id.desc())
    )


_since = sa.and_(Report.verdict != "", Report.answered_at > sa.bindparam("since"))
_sent_and_answered = Prepared(
    lambda _dialect: (
        sa.select(sa.func.count(), sa.func.count(sa.case((_since, Report.id))))
        .select_from(Report)
        .where(Report.learner_id == sa.bindparam("learner"))
    )
)


def sent_and_answered(session: Session, learner_id: int, since: datetime) -> tuple[int, int]:
    """Return how many reports a learner sent, and how many of them were answered after a moment."""
    [(sent, answered)] = _sent_and_answered.rows(session.connection(), {"learner": learner_id, "since": since})
    return int(sent), int(answered)


class ReportOrder(StrEnum):
    """How reports are sorted."""

    MOST = "most"
    """The questions that were reported most come first."""
    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in the list of those who work on its bank."""

    id: int
    reason: str
    text: str
    verdict: str
    created_at: datetime
    learner: str
    question_id: int
    title: str
    bank: str
    is_card: bool
    """Whether it comes from a flashcard."""
    same: int
    """How many reports of this question wait, or are closed, as this one is."""


@dataclass(frozen=True, slots=True)
class ReportsWanted:
    """Which reports somebody wants to see."""

    within: Condition
    """What they may see."""
    is_open: bool = True
    order: ReportOrder = ReportOrder.MOST

    @property
    def conditions(self) -> tuple[Condition, Condition]:
        """Return the conditions of a report that is among them."""
        return (Report.verdict == "" if self.is_open else Report.verdict != ""), self.within


def reports_wanted(session: Session, wanted: ReportsWanted, first: int = 0) -> Sequence[ReportRow]:
    """Return a page of reports from a place on."""
    same: sa.ColumnElement[int] = sa.func.count(Report.id).over(partition_by=Report.question_id)
    statement = (
        sa.select(
            Report.id,
            Report.reason,
            Report.text,
            Report.verdict,
            Report.created_at,
            Person.name,
            Report.question_id,
            QuestionVersion.title,
            Bank.title,
            Report.card_id.is_not(None),
            same,
        )
        .join(Person, Person.id == Report.learner_id)
        .join(QuestionVersion, QuestionVersion.id == Report.version_id)
        .join(Question, Question.id == Report.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .where(*wanted.conditions, is_there())
        .order_by(*_orders(wanted.order, same))
        .limit(PAGE_SIZE)
        .offset(first)
    )
    return [ReportRow(*tuple(row)) for row in session.execute(statement)]


def _orders(order: ReportOrder, same: sa.ColumnElement[int]) -> tuple[sa.ColumnElement[int], ...]:
    oldest = Report.id.expression
    if order is ReportOrder.MOST:
        return (same.desc(), Report.question_id.expression, oldest)
    return (oldest if order is ReportOrder.OLDEST else oldest.desc(),)


def count_reports(session: Session, *conditions: Condition) -> int:
    """Return how many reports meet some conditions."""
    statement = sa.select(sa.func.count()).select_from(Report).join(Question, Question.id == Report.question_id)
    return session.scalar(statement.where(is_there(), *conditions)) or 0


def is_there() -> Condition:
    """Return the condition that a reported question can still be looked at: the trash was not emptied of it."""
    return Question.removed_at.is_(None)


def is_open_report() -> Condition:
    """Return the condition of a report that waits for an answer."""
    return Report.verdict == ""


def report_by_id(session: Session, report_id: int) -> Report | None:
    """Return a report."""
    return session.get(Report, report_id)


@dataclass(frozen=True, slots=True)
class AskedSlot:
    """A reported slot, or card, as the learner had it."""

    version_id: int
    number: int
    arrangement: tuple[tuple[int, ...], ...]
    """Of a slot."""
    learner: str
    others: int
    """Open reports of the same question beside this one."""


def asked_slot(session: Session, report: Report) -> AskedSlot:
    """Return what a report is about, and how many others are about the same."""
    others = (
        sa.select(sa.func.count())
        .select_from(Report)
        .where(Report.question_id == report.question_id, Report.verdict == "", Report.id != report.id)
    )
    row = session.execute(
        sa.select(Report.version_id, QuestionVersion.number, Slot.arrangement, Person.name, others.scalar_subquery())
        .join(QuestionVersion, QuestionVersion.id == Report.version_id)
        .join(Person, Person.id == Report.learner_id)
        .outerjoin(Slot, Slot.id == Report.slot_id)
        .where(Report.id == report.id)
    ).one()
    return AskedSlot(row[0], row[1], tuple(map(tuple, row[2] or ())), row[3], row[4])
