"""Services of comments on questions: saying something, mending it, taking it back, and settling a thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Question
from quizapp.editorial.models import Comment

LONGEST_COMMENT = 4_000
KEPT_DELETED = timedelta(days=30)


class EmptyCommentError(Exception):
    """A comment says something."""


class NoSuchThreadError(Exception):
    """What a comment answers is no thread of its question."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody says, and to which thread; None for something new."""

    author_id: int
    text: str
    thread_id: int | None = None


def add_comment(session: Session, question: Question, remark: Remark, *, now: datetime) -> Comment:
    """Say something about the current version of a question, or answer what was said.

    Raises:
        EmptyCommentError: the text is empty.
        NoSuchThreadError: there is no such thread to answer.
    """
    _purge(session, now)
    comment = Comment(question_id=question.id, number=question.current_number, created_at=now)
    comment.author_id, comment.text = remark.author_id, _said(remark.text)
    if remark.thread_id is not None:
        thread = session.get(Comment, remark.thread_id)
        if thread is None or thread.question_id != question.id or thread.thread_id is not None:
            raise NoSuchThreadError
        comment.thread_id = thread.id
    session.add(comment)
    session.flush()
    return comment


def edit_comment(session: Session, comment: Comment, text: str, *, now: datetime) -> None:
    """Say something otherwise.

    Raises:
        EmptyCommentError: the text is empty.
    """
    said = _said(text)
    if said != comment.text:
        comment.text, comment.edited_at = said, now
    session.flush()


def delete_comment(session: Session, comment: Comment, *, now: datetime) -> None:
    """Take a comment back; for thirty days its author may bring it back."""
    comment.deleted_at = comment.deleted_at or now
    session.flush()


def restore_comment(session: Session, comment: Comment) -> None:
    """Bring a comment back that was deleted."""
    comment.deleted_at = None
    session.flush()


def settle_thread(session: Session, comment: Comment, by_id: int | None, *, now: datetime) -> None:
    """Mark a thread as settled by somebody, or as open again."""
    comment.resolved_at = None if by_id is None else now
    comment.resolved_by_id = by_id
    session.flush()


def _said(text: str) -> str:
    said = text.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_COMMENT]
    if not said:
        raise EmptyCommentError
    return said


def _purge(session: Session, now: datetime) -> None:
    """Remove for good what was deleted long ago; what others have answered stays, without its words."""
    old = Comment.deleted_at < now - KEPT_DELETED
    answered = sa.select(Comment.thread_id).where(Comment.thread_id.is_not(None))
    session.execute(sa.delete(Comment).where(old, Comment.id.not_in(answered)))
    session.execute(sa.update(Comment).where(old, Comment.text != "").values(text=""))
