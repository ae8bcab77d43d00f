"""Services that bring bank files into the database and take them out again.

Loading is an upsert by bank and question id. A question that an instructor has edited since its file was last loaded is
never overwritten: when the file changed too, that is a conflict, and it is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from quizapp.bank.models import Bank, Origin, Passage, Question, Source
from quizapp.bank.versions import Authorship, add_version, create_question, draft_of
from quizapp.formats.bank_yaml import write_bank
from quizapp.formats.base import BankDraft, QuestionDraft, SourceDraft

FROM_FILE = Authorship(Origin.FILE)


@dataclass(slots=True)
class LoadReport:
    """What loading one file did, as question ids."""

    bank: str
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Edited in the browser while the file stayed as it was: the edit stays."""
    conflicts: list[str] = field(default_factory=list)
    """Edited in the browser and in the file: the browser's stays until somebody decides."""
    missing: list[str] = field(default_factory=list)
    """No longer in the file: kept here."""


def load_sources(session: Session, drafts: Sequence[SourceDraft]) -> None:
    """Bring the described sources and passages in line with their file; sources it does not name stay."""
    known = {source.key: source for source in session.scalars(sa.select(Source))}
    for position, draft in enumerate(drafts, start=1):
        source = known.get(draft.key) or Source(key=draft.key)
        source.title, source.author, source.nature = draft.title, draft.author, draft.kind
        source.written, source.note, source.position = draft.written, draft.note, position
        session.add(source)
        passages = {passage.key: passage for passage in source.passages}
        source.passages = [
            _passage(passages.get(wanted.key) or Passage(key=wanted.key), wanted.about, number)
            for number, wanted in enumerate(draft.passages, start=1)
        ]
    session.flush()


def _passage(passage: Passage, about: str, position: int) -> Passage:
    passage.about, passage.position = about, position
    return passage


def load_bank(session: Session, draft: BankDraft, *, now: datetime) -> LoadReport:
    """Bring a bank in line with its file and report what was done."""
    bank = session.scalar(sa.select(Bank).where(Bank.key == draft.key)) or Bank(key=draft.key, created_at=now)
    bank.title, bank.language, bank.description = draft.title, draft.language, draft.description
    bank.head_text, bank.tail_text, bank.reading_grade = draft.head_text, draft.tail_text, draft.reading_grade
    session.add(bank)
    session.flush()
    report = LoadReport(draft.key)
    stored = {question.key: question for question in _questions_of(session, bank)}
    for position, wanted in enumerate(draft.questions, start=1):
        question = _load_question(session, bank, stored.pop(wanted.key, None), wanted, report=report, now=now)
        question.position = position
    _note_missing(stored.values(), report, len(draft.questions), now)
    session.flush()
    return report


def dump_bank(session: Session, bank: Bank) -> str:
    """Return a bank as its file's text: byte for byte what was loaded where nothing changed since."""
    questions = []
    for question in _questions_of(session, bank):
        unchanged = question.file_digest == question.current.digest
        draft = draft_of(question.key, question.current)
        questions.append(draft.with_block(question.file_block) if unchanged else draft)
    return write_bank(
        BankDraft(
            key=bank.key,
            title=bank.title,
            language=bank.language,
            description=bank.description,
            questions=tuple(questions),
            reading_grade=bank.reading_grade,
            head_text=bank.head_text,
            tail_text=bank.tail_text,
        )
    )


def _questions_of(session: Session, bank: Bank) -> Sequence[Question]:
    statement = sa.select(Question).where(Question.bank_id == bank.id).order_by(Question.position)
    return session.scalars(statement.options(selectinload(Question.current))).all()


def _load_question(  # noqa: PLR0913 - the row, what is wanted of it, and where to say what was done
    session: Session,
    bank: Bank,
    question: Question | None,
    wanted: QuestionDraft,
    *,
    report: LoadReport,
    now: datetime,
) -> Question:
    digest = wanted.digest()
    if question is None:
        question = create_question(session, bank, wanted, FROM_FILE, now=now)
        report.new.append(wanted.key)
    elif question.current.digest == digest:
        report.same.append(wanted.key)
    elif question.current.digest == question.file_digest:
        add_version(session, question, wanted, FROM_FILE, now=now)
        report.changed.append(wanted.key)
    elif question.file_digest == digest:
        report.kept.append(wanted.key)
    else:
        report.conflicts.append(wanted.key)
        question.missing_since = None
        return question
    question.file_digest, question.file_block, question.missing_since = digest, wanted.block, None
    return question


def _note_missing(left: Iterable[Question], report: LoadReport, count: int, now: datetime) -> None:
    for offset, question in enumerate(left, start=1):
        question.position = count + offset
        if question.file_digest is not None:
            question.missing_since = question.missing_since or now
            report.missing.append(question.key)
