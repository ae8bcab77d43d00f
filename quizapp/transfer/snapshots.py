"""What files and the database say, part by part, as digests that can be compared. Nothing here changes anything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.headings import Heading, earlier_headings
from quizapp.bank.loading import stored_sources
from quizapp.bank.models import Bank, Question, QuestionVersion, is_current
from quizapp.formats.bank_yaml import parse_head
from quizapp.formats.base import BankDraft, QuestionDraft, SourceDraft
from quizapp.formats.quiz_rules import QuizDraft
from quizapp.quizzes.models import ReadyQuiz
from quizapp.statements import Prepared
from quizapp.transfer.states import Said, stamp

HEAD = ""
"""The name of what stands above the questions of a bank, and of a whole quiz."""
HEAD_FIELDS = ("title", "language", "description", "reading_grade")
"""What stands there in words; beside these, topics."""


def digest_of(*said: object) -> str:
    """Return the SHA-256 of some plain values, in hex."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def said_by_bank_file(draft: BankDraft) -> Said:
    """Return what a bank's file says."""
    return {HEAD: head_digest(draft)} | {question.key: stamp_of(question) for question in draft.questions}


def stamp_of(draft: QuestionDraft) -> str:
    """Return what is compared of a question."""
    return stamp(draft.digest(), draft.state)


def said_by_bank(session: Session, bank: Bank) -> Said:
    """Return what the database says of a bank, without its trash."""
    rows = _current.rows(session.connection(), {"bank": bank.id})
    return {HEAD: head_digest(bank)} | {key: stamp(digest, state) for key, digest, state in rows}


_current = Prepared(
    lambda _dialect: (
        sa.select(Question.key, QuestionVersion.digest, Question.state)
        .join(QuestionVersion, is_current())
        .where(Question.bank_id == sa.bindparam("bank", type_=sa.Integer), Question.trashed_at.is_(None))
        .order_by(Question.position)
    )
)


def head_digest(bank: BankDraft | Bank | Heading) -> str:
    """Return the digest of what stands above a bank's questions; without titles of topics, as before there were any."""
    titles = [dict(bank.topics)] if bank.topics else []
    return digest_of(bank.title, bank.language, bank.description, bank.reading_grade, *titles)


def kept_heading(bank: Bank) -> Heading | None:
    """Return what the head of a bank's file said when it was last loaded; None where none is kept."""
    head = parse_head(bank.head_text)
    return Heading.of(head) if head else None


def digest_of_kept_head(bank: Bank) -> str | None:
    """Return the digest of what the head of a bank's file said when it was last loaded; None where none is kept."""
    heading = kept_heading(bank)
    return head_digest(heading) if heading else None


def heading_of_digest(session: Session, bank: Bank, digest: str | None) -> Heading | None:
    """Return what once stood above a bank's questions, here or in a file that was loaded; None if it is not known."""
    earlier = [heading for heading, _until in earlier_headings(session, bank)]
    known = [kept_heading(bank), *earlier]
    return next((one for one in known if one and head_digest(one) == digest), None)


def said_by_sources_file(drafts: Sequence[SourceDraft]) -> Said:
    """Return what a sources.yaml says."""
    return {draft.key: source_digest(draft) for draft in drafts}


def said_by_sources(session: Session) -> Said:
    """Return what the database says of all sources."""
    return said_by_sources_file(stored_sources(session))


def source_digest(draft: SourceDraft) -> str:
    """Return the digest of a source with its passages."""
    passages = [[passage.key, passage.about] for passage in draft.passages]
    return digest_of(draft.title, draft.author, draft.kind, draft.written, draft.note, passages)


def quiz_digest(quiz: QuizDraft | ReadyQuiz) -> str:
    """Return the digest of a ready-made quiz."""
    rules = quiz.rules if isinstance(quiz, ReadyQuiz) else [rule.as_json() for rule in quiz.rules]
    return digest_of(quiz.title, quiz.description, quiz.minutes, quiz.feedback, rules)
