"""Looking up comments: the threads about a question, and how many are open about each of some questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.editorial.comments import KEPT_DELETED
from quizapp.editorial.models import Comment, Report


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment with its author's name."""

    comment: Comment
    author: str
    settled_by: str | None


@dataclass(frozen=True, slots=True)
class Thread:
    """What was said first, and what was answered."""

    first: CommentRow
    answers: list[CommentRow] = field(default_factory=list)

    @property
    def is_settled(self) -> bool:
        """Say whether somebody has settled it."""
        return self.first.comment.resolved_at is not None


@dataclass(frozen=True, slots=True)
class Threads:
    """All that was said about a question, as one person sees it."""

    open: list[Thread]
    settled: list[Thread]
    deleted: list[Comment]
    """Their own comments that they can bring back."""


def threads_of_question(session: Session, question_id: int, person_id: int, *, now: datetime) -> Threads:
    """Return what was said about a question, the oldest first, in one statement."""
    settler = sa.orm.aliased(Person)
    statement = (
        sa.select(Comment, Person.name, settler.name)
        .join(Person, Person.id == Comment.author_id)
        .outerjoin(settler, settler.id == Comment.resolved_by_id)
        .where(Comment.question_id == question_id)
        .order_by(Comment.id)
    )
    rows = [CommentRow(*row) for row in session.execute(statement)]
    threads = {row.comment.id: Thread(row) for row in rows if row.comment.thread_id is None}
    for row in rows:
        if row.comment.thread_id is not None and row.comment.deleted_at is None:
            threads[row.comment.thread_id].answers.append(row)
    shown = [one for one in threads.values() if one.answers or one.first.comment.deleted_at is None]
    gone = [row.comment for row in rows if row.comment.deleted_at and row.comment.author_id == person_id]
    return Threads(
        [one for one in shown if not one.is_settled],
        [one for one in shown if one.is_settled],
        [one for one in gone if one.deleted_at and one.deleted_at > now - KEPT_DELETED],
    )


def comment_by_id(session: Session, comment_id: int) -> Comment | None:
    """Return a comment."""
    return session.get(Comment, comment_id)


@dataclass(frozen=True, slots=True)
class Marks:
    """What waits at a question."""

    threads: int = 0
    reports: int = 0


def open_threads() -> sa.Select[int]:
    """Return the ids of the questions about which something is said that nobody has settled."""
    return sa.select(Comment.question_id).where(
        Comment.thread_id.is_(None), Comment.deleted_at.is_(None), Comment.resolved_at.is_(None)
    )


def open_reports() -> sa.Select[int]:
    """Return the ids of the questions that students have reported and nobody has answered for."""
    return sa.select(Report.question_id).where(Report.verdict == "")


def marks_of_questions(session: Session, question_ids: Collection[int]) -> dict[int, Marks]:
    """Return what waits at each of some questions, in two statements."""
    counts: list[dict[int, int]] = [
        dict(
            session.execute(
                sa.select(ids.c.question_id, sa.func.count())
                .where(ids.c.question_id.in_(question_ids))
                .group_by(ids.c.question_id)
            ).all()
        )
        for ids in (open_threads().subquery(), open_reports().subquery())
    ]
    return {one: Marks(counts[0].get(one, 0), counts[1].get(one, 0)) for one in {*counts[0], *counts[1]}}
