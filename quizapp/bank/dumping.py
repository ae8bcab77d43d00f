"""Queries that take banks out of the database again, as their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from quizapp.bank.headings import Heading
from quizapp.bank.models import Bank, Question, QuestionVersion, is_current
from quizapp.bank.versions import draft_of
from quizapp.formats.bank_yaml import parse_head, write_items, write_question
from quizapp.formats.base import BankDraft

_is_kept = sa.and_(
    Question.file_block != "",
    Question.file_digest == QuestionVersion.digest,
    Question.file_state == Question.state,
)
"""Whether a question says what its file says, in whose words it is written then; without a look at what it says."""
_in_bank = (Question.bank_id == sa.bindparam("bank"), Question.trashed_at.is_(None))
_texts = (
    sa.select(
        Question.id, Question.key, Question.state, sa.case((_is_kept, Question.file_block), else_="").label("text")
    )
    .join(QuestionVersion, is_current())
    .where(*_in_bank)
    .order_by(Question.position)
)
_without_text = (
    sa.select(QuestionVersion)
    .join(Question, is_current())
    .where(*_in_bank, sa.or_(Question.file_digest.is_(None), sa.not_(_is_kept)))
)


def dump_bank(session: Session, bank: Bank) -> str:
    """Return a bank as its file's text, without its trash: byte for byte what was loaded where nothing changed."""
    rows = session.execute(_texts, {"bank": bank.id}).all()
    others = {version.question_id: version for version in session.scalars(_without_text, {"bank": bank.id})}

    def write(number: int, margin: int) -> str:
        row = rows[number]
        return write_question(replace(draft_of(row.key, others[row.id]), state=row.state), margin)

    return write_items(_stored_head(bank), [row.text for row in rows], write)


def stored_bank(session: Session, bank: Bank) -> BankDraft:
    """Return a bank as its file would describe it; what says the same as its file keeps the file's text."""
    questions = []
    for question in _questions_of(session, bank):
        unchanged = (question.file_digest, question.file_state) == (question.current.digest, question.state)
        draft = replace(draft_of(question.key, question.current), state=question.state)
        questions.append(draft.with_block(question.file_block) if unchanged else draft)
    return replace(_stored_head(bank), questions=tuple(questions))


def _stored_head(bank: Bank) -> BankDraft:
    """Return a bank without its questions; what says the same as its file keeps the file's text."""
    whole = BankDraft(
        key=bank.key,
        title=bank.title,
        language=bank.language,
        description=bank.description,
        questions=(),
        reading_grade=bank.reading_grade,
        topics=bank.topics,
    )
    head = parse_head(bank.head_text)
    kept = head is not None and Heading.of(head) == Heading.of(bank)
    return replace(whole, head_text=bank.head_text if kept else "", tail_text=bank.tail_text)


def _questions_of(session: Session, bank: Bank) -> Sequence[Question]:
    kept = (Question.bank_id == bank.id, Question.trashed_at.is_(None))
    statement = sa.select(Question).where(*kept).order_by(Question.position)
    return session.scalars(statement.options(selectinload(Question.current))).all()
