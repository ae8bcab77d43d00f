"""Services that bring bank files into the database and take them out again.

Loading is an upsert by bank and question id. A question that an instructor has edited since its file was last loaded is
never overwritten: when the file changed too, that is a conflict, and it is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from quizapp.bank.bulk import create_questions, place_questions
from quizapp.bank.models import Bank, Origin, Passage, Question, QuestionVersion, Source, is_current
from quizapp.bank.versions import Authorship, add_version, draft_of
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


def load_bank(
    session: Session, draft: BankDraft, *, now: datetime, progress: Callable[[int], object] = lambda _done: None
) -> LoadReport:
    """Bring a bank in line with its file and report what was done; progress hears how many more questions are."""
    bank = session.scalar(sa.select(Bank).where(Bank.key == draft.key)) or Bank(key=draft.key, created_at=now)
    bank.title, bank.language, bank.description = draft.title, draft.language, draft.description
    bank.head_text, bank.tail_text, bank.reading_grade = draft.head_text, draft.tail_text, draft.reading_grade
    session.add(bank)
    session.flush()
    loading = _Loading(session, LoadReport(draft.key), now)
    stored = {row.key: row for row in session.execute(_stored, {"bank": bank.id})}
    new = []
    for position, wanted in enumerate(draft.questions, start=1):
        row = stored.pop(wanted.key, None)
        if row is None:
            new.append((position, wanted))
        else:
            loading.update(row, position, wanted)
    progress(len(draft.questions) - len(new))
    loading.report.new.extend(wanted.key for _position, wanted in new)
    for done in create_questions(session, bank, new, FROM_FILE, now=now):
        progress(done)
    loading.note_missing(stored.values(), len(draft.questions))
    place_questions(session, loading.places)
    session.expire_all()
    return loading.report


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


_stored = (
    sa.select(
        Question.id,
        Question.key,
        Question.position,
        Question.file_digest,
        Question.file_block,
        Question.missing_since,
        QuestionVersion.digest,
    )
    .join(QuestionVersion, sa.and_(QuestionVersion.question_id == Question.id, *is_current()))
    .where(Question.bank_id == sa.bindparam("bank"))
    .order_by(Question.position)
)


class _Loading:
    """The loading of one file: what was done, and which rows have to be placed anew."""

    def __init__(self, session: Session, report: LoadReport, now: datetime) -> None:
        self._session, self._now = session, now
        self.report = report
        self.places: list[dict[str, Any]] = []

    def update(self, row: Any, position: int, wanted: QuestionDraft) -> None:  # noqa: ANN401 - a row of _stored
        """Bring a known question in line with its file."""
        digest = wanted.digest()
        if row.digest == digest:
            self.report.same.append(row.key)
        elif row.digest == row.file_digest:
            question = self._session.get_one(Question, row.id)
            add_version(self._session, question, wanted, FROM_FILE, now=self._now)
            self.report.changed.append(row.key)
        elif row.file_digest == digest:
            self.report.kept.append(row.key)
        else:
            self.report.conflicts.append(row.key)
            self._place(row, position, row.file_digest, row.file_block, None)
            return
        self._place(row, position, digest, wanted.block, None)

    def note_missing(self, left: Iterable[Any], count: int) -> None:
        """Put questions that the file does not have at the end, and say so of those that it once had."""
        for offset, row in enumerate(left, start=1):
            since = row.missing_since
            if row.file_digest is not None:
                since = since or self._now
                self.report.missing.append(row.key)
            self._place(row, count + offset, row.file_digest, row.file_block, since)

    def _place(self, row: Any, *place: Any) -> None:  # noqa: ANN401 - a row of _stored, and new values for it
        """Note what is to be written of a row, if it is not there already."""
        if place != (row.position, row.file_digest, row.file_block, row.missing_since):
            names = ("new_position", "new_file_digest", "new_file_block", "new_missing_since")
            self.places.append({"question": row.id, **dict(zip(names, place, strict=True))})
