"""Services that keep unsaved edits, and their looking up. A draft is its author's alone, and never a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Question, UnsavedDraft

Sent = Mapping[str, Sequence[str]]
"""A form's fields as a browser sends them: each name with its values."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose edit of what: of a question, or of a new one of a kind in a bank."""

    author_id: int
    bank: Bank
    kind: str
    question: Question | None = None
    sheet: str = ""
    """Which of several new questions of a kind."""

    def of_kind(self, kind: str) -> Desk:
        """Return the desk with the question as one of another kind."""
        return replace(self, kind=kind)


def draft_at(session: Session, desk: Desk) -> UnsavedDraft | None:
    """Return what somebody typed at a desk and did not save."""
    return session.scalar(sa.select(UnsavedDraft).where(*_at(desk)))


def save_draft(session: Session, desk: Desk, base_number: int, sent: Sent, *, now: datetime) -> UnsavedDraft:
    """Keep what was typed at a desk, in place of what was kept there before."""
    draft = draft_at(session, desk)
    if draft is None:
        question_id = desk.question.id if desk.question else None
        place = {"author_id": desk.author_id, "bank_id": desk.bank.id, "question_id": question_id}
        draft = UnsavedDraft(**place, sheet=desk.sheet)
        session.add(draft)
    draft.kind = desk.kind
    draft.base_number = base_number
    draft.fields = {_storable(name): [_storable(value) for value in values] for name, values in sent.items()}
    draft.updated_at = now
    session.flush()
    return draft


def drop_draft(session: Session, desk: Desk) -> None:
    """Throw away what was typed at a desk, if anything was."""
    session.execute(sa.delete(UnsavedDraft).where(*_at(desk)))


def _at(desk: Desk) -> tuple[sa.ColumnElement[bool], ...]:
    mine = UnsavedDraft.author_id == desk.author_id
    if desk.question is not None:
        return (mine, UnsavedDraft.question_id == desk.question.id)
    return (
        mine,
        UnsavedDraft.question_id.is_(None),
        UnsavedDraft.bank_id == desk.bank.id,
        UnsavedDraft.kind == desk.kind,
        UnsavedDraft.sheet == desk.sheet,
    )


def _storable(text: str) -> str:
    return text.replace("\0", "")  # the one character that no database column takes
