"""Working a report out in the background, over all attempts there are: begun, read a part at a time, kept as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from quizapp.analysis.models import AnalysisRun
from quizapp.analysis.queries import Answered, Condition, in_class, versions_of
from quizapp.analysis.report import Report, report_of
from quizapp.analysis.sittings import Counted, LaidOut, first_answers
from quizapp.analysis.whole import PART, Reader, Taken, attempts_taken, of_bank, of_quiz, questions_of_versions
from quizapp.bank.models import Bank
from quizapp.collecting import without_collecting
from quizapp.db import reading

Clock = Callable[[], datetime]
SILENCE = timedelta(minutes=3)
"""After so long without a word a run has broken off, with the server say."""
_report = TypeAdapter(Report)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be analysed, and for whom."""

    by_id: int
    kind: str
    key: str
    title: str
    class_id: int | None
    counted: Counted


def begin_run(session: Session, wanted: Wanted, *, now: datetime) -> AnalysisRun:
    """Note that a report is to be worked out; earlier ones of the same for the same person go."""
    same = AnalysisRun.by_id == wanted.by_id, AnalysisRun.kind == wanted.kind, AnalysisRun.key == wanted.key
    session.execute(sa.delete(AnalysisRun).where(*same))
    run = AnalysisRun(begun_at=now, seen_at=now, **{name: getattr(wanted, name) for name in Wanted.__slots__})
    session.add(run)
    session.flush()
    return run


def is_silent(run: AnalysisRun, *, now: datetime) -> bool:
    """Say whether a run has broken off."""
    return run.finished_at is None and now - run.seen_at > SILENCE


def kept_report_of(run: AnalysisRun) -> Report | None:
    """Return what came of a run; None while it goes on."""
    return None if run.report is None else _report.validate_json(run.report)


@without_collecting()
def work_run_out(session: Session, run_id: int, within: Condition, clock: Clock) -> None:
    """Read all attempts that a run is about, work their report out, and keep it; a commit after each part.

    Within is the condition on questions that whoever asked may see.
    """
    with reading(session):
        run = session.get_one(AnalysisRun, run_id)
        is_quiz, is_first = run.kind == "quiz", run.counted == Counted.FIRST
    rows = _read(session, run_id, clock)
    laid = LaidOut(first_answers(rows) if is_first and not is_quiz else rows)
    with reading(session):
        versions = versions_of(session, laid.said, within)
    report = report_of(laid, versions, is_quiz=is_quiz)
    run = session.get_one(AnalysisRun, run_id)
    run.report, run.finished_at = _report.dump_json(report).decode(), clock()
    session.commit()


def _read(session: Session, run_id: int, clock: Clock) -> Iterator[Answered]:
    with reading(session):
        run = session.get_one(AnalysisRun, run_id)
        attempts, questions = _attempts(session, run)
    _tell(session, run_id, 0, len(attempts), clock)
    reader = Reader(session, questions)
    for begin in range(0, len(attempts), PART):
        with reading(session):
            rows = reader.places_of(attempts[begin : begin + PART])
        _tell(session, run_id, min(begin + PART, len(attempts)), len(attempts), clock)
        yield from rows


def _attempts(session: Session, run: AnalysisRun) -> tuple[list[Taken], dict[int, int]]:
    """Return the attempts that a run is about, and the questions of the versions that count."""
    among = None if run.class_id is None else in_class(run.class_id, run.by_id)
    if run.kind == "quiz":
        attempts = attempts_taken(session, of_quiz(run.key), among, now=run.begun_at)
        questions = questions_of_versions(session, None)
        return (_first(attempts) if run.counted == Counted.FIRST else attempts), questions
    bank_id = session.scalars(sa.select(Bank.id).where(Bank.key == run.key)).one()
    attempts = attempts_taken(session, of_bank(bank_id), among, now=run.begun_at)
    return attempts, questions_of_versions(session, bank_id)


def _first(attempts: list[Taken]) -> list[Taken]:
    """Return each student's first attempt; attempts come in the order of time."""
    first: dict[int, Taken] = {}
    for one in attempts:
        first.setdefault(one.learner_id, one)
    return list(first.values())


def _tell(session: Session, run_id: int, done: int, total: int, clock: Clock) -> None:
    told = {"done": done, "total": total, "seen_at": clock()}
    session.execute(sa.update(AnalysisRun).where(AnalysisRun.id == run_id).values(**told))
    session.commit()
