"""Services of reports: a learner says that a question is wrong, and whoever works on its bank answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.asked import asked_version
from quizapp.bank.models import Question
from quizapp.editorial.models import Reason, Report, Verdict
from quizapp.quizzes.open_slots import OpenSlot

LONGEST_TEXT = 1_000
MOST_A_DAY = 20
DAY = timedelta(days=1)


class NotDueError(Exception):
    """The learner has not been shown yet what was right."""


class ReportedError(Exception):
    """There is a report of this answer already."""


class TooManyReportsError(Exception):
    """The learner has reported very much today."""


class NoSuchVersionError(Exception):
    """The question has no version of the number that is said to have mended it."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a learner says against a question."""

    reason: Reason
    text: str = ""


def was_due(slot: OpenSlot) -> bool:
    """Say whether a learner may have seen a slot's feedback: its results may be moved while they write."""
    return slot.shows_feedback or slot.finished_at is not None


def report_question(session: Session, slot: OpenSlot, complaint: Complaint, *, now: datetime) -> Report:
    """Keep that a learner thinks a question is wrong, with the response that they gave.

    Raises:
        NotDueError: its feedback was not due yet.
        ReportedError: this answer was reported before.
        TooManyReportsError: the learner has reported as much as is read in a day.
    """
    if not was_due(slot):
        raise NotDueError
    about = Report(slot_id=slot.id, version_id=slot.version_id, answers=list(slot.answers), score=slot.score)
    return _keep(session, slot.learner_id, about, complaint, Report.slot_id == slot.id, now=now)


@dataclass(frozen=True, slots=True)
class ReviewedCard:
    """A flashcard as its learner saw it, both sides."""

    card_id: int
    version_id: int
    typed: str = ""
    """What they recalled in writing, if they did."""


def report_card(
    session: Session, learner_id: int, card: ReviewedCard, complaint: Complaint, *, now: datetime
) -> Report:
    """Keep that a learner thinks a question is wrong whose flashcard they saw.

    Raises:
        ReportedError: they reported this card in this version before.
        TooManyReportsError: they have reported as much as is read in a day.
    """
    typed = [_storable(card.typed)] if card.typed else []
    about = Report(card_id=card.card_id, version_id=card.version_id, answers=typed)
    same = sa.and_(
        Report.learner_id == learner_id, Report.card_id == card.card_id, Report.version_id == card.version_id
    )
    return _keep(session, learner_id, about, complaint, same, now=now)


def _keep(  # noqa: PLR0913 - whose report of what, and which is the same
    session: Session,
    learner_id: int,
    about: Report,
    complaint: Complaint,
    same: sa.ColumnElement[bool],
    *,
    now: datetime,
) -> Report:
    if session.scalar(sa.select(Report.id).where(same)) is not None:
        raise ReportedError
    today = sa.and_(Report.learner_id == learner_id, Report.created_at > now - DAY)
    if (session.scalar(sa.select(sa.func.count()).select_from(Report).where(today)) or 0) >= MOST_A_DAY:
        raise TooManyReportsError
    about.learner_id, about.created_at = learner_id, now
    about.question_id = asked_version(session, about.version_id).question_id
    about.reason, about.text = complaint.reason, _storable(complaint.text)
    session.add(about)
    session.flush()
    return about


@dataclass(frozen=True, slots=True)
class Answer:
    """What a learner is told about their report, by whom."""

    verdict: Verdict
    text: str
    by_id: int
    fixed_number: int | None = None
    """The version that mended the question; the current one where nobody says otherwise."""


def answer_report(session: Session, report: Report, answer: Answer, *, now: datetime, with_others: bool = False) -> int:
    """Close a report, or the other open ones of its question too, with an answer; return how many.

    Raises:
        NoSuchVersionError: no version of the number that is said to have mended the question.
    """
    question = session.get_one(Question, report.question_id)
    number = None
    if answer.verdict is Verdict.FIXED:
        number = answer.fixed_number or question.current_number
        if not 1 <= number <= question.current_number:
            raise NoSuchVersionError
    others = sa.and_(Report.question_id == report.question_id, Report.verdict == "")
    closed = Report.id == report.id
    result = session.execute(
        sa.update(Report)
        .where(sa.or_(closed, others) if with_others else closed)
        .values(
            verdict=answer.verdict,
            answer=_storable(answer.text),
            answered_by_id=answer.by_id,
            answered_at=now,
            fixed_number=number,
        )
        .returning(Report.id)
    )
    count = len(result.all())
    session.expire(report)
    return count


def reopen_report(session: Session, report: Report) -> None:
    """Let a report wait for an answer again; what was answered stays until it is answered anew."""
    report.verdict = ""
    session.flush()


def _storable(text: str) -> str:
    return text.replace("\0", "")[:LONGEST_TEXT]  # the one character that no database column takes
