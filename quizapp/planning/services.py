"""Services that change when a learner studies, and for which tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.planning import queries
from quizapp.planning.models import Exam, ExamBank, ExamChoice, StudyCalendar


def save_calendar(
    session: Session,
    learner_id: int,
    shares: Sequence[float],
    days_off: Sequence[tuple[date, date]],
    *,
    now: datetime,
) -> StudyCalendar:
    """Keep how a learner's days are; ratings from now on are placed by it, those before stay as they were."""
    calendar = queries.study_calendar(session, learner_id)
    if calendar is None:
        calendar = StudyCalendar(learner_id=learner_id)
        session.add(calendar)
    calendar.shares = list(shares)
    calendar.days_off = [[first.isoformat(), last.isoformat()] for first, last in sorted(days_off)]
    calendar.updated_at = now
    session.flush()
    return calendar


def follow_classes(calendar: StudyCalendar, *, follows: bool) -> None:
    """Keep whether the days of a learner's classes hold for their cards, too."""
    calendar.follows_classes = follows


@dataclass(frozen=True, slots=True)
class ExamTerms:
    """What somebody says of a test."""

    title: str
    held_on: date
    minutes_per_day: int
    banks: frozenset[int]
    for_everyone: bool = False


def set_exam(session: Session, owner_id: int, terms: ExamTerms, *, class_id: int | None = None, now: datetime) -> Exam:
    """Set a test, for a class where one is named; today's queues follow its plan from now on."""
    exam = Exam(owner_id=owner_id, class_id=class_id, created_at=now, removed_at=None)
    _take_terms(exam, terms)
    session.add(exam)
    session.flush()
    _ask_about(session, exam, terms.banks)
    return exam


def change_exam(session: Session, exam: Exam, terms: ExamTerms) -> None:
    """Change a test's date, minutes, banks or title; what was practised for it stays practised."""
    _take_terms(exam, terms)
    session.execute(sa.delete(ExamBank).where(ExamBank.exam_id == exam.id))
    _ask_about(session, exam, terms.banks)


def remove_exam(session: Session, exam: Exam, *, now: datetime) -> None:
    """Take a test away; its cards go back to their usual days."""
    exam.removed_at = now
    session.flush()


def restore_exam(session: Session, exam: Exam) -> None:
    """Bring a removed test back."""
    exam.removed_at = None
    session.flush()


def choose_pace(session: Session, exam_id: int, learner_id: int, minutes_per_day: int, *, follows: bool) -> None:
    """Keep how a learner prepares for a test that was set for everyone."""
    choice = session.get(ExamChoice, (exam_id, learner_id))
    if choice is None:
        choice = ExamChoice(exam_id=exam_id, learner_id=learner_id)
        session.add(choice)
    choice.minutes_per_day, choice.follows = minutes_per_day, follows
    session.flush()


def _take_terms(exam: Exam, terms: ExamTerms) -> None:
    exam.title, exam.held_on = terms.title, terms.held_on
    exam.minutes_per_day, exam.for_everyone = terms.minutes_per_day, terms.for_everyone


def _ask_about(session: Session, exam: Exam, banks: frozenset[int]) -> None:
    session.add_all(ExamBank(exam_id=exam.id, bank_id=bank_id) for bank_id in sorted(banks))
    session.flush()
