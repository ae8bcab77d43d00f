"""Queries for the passages of sources with the questions on them: those that a reader may see by their stems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Question, QuestionVersion, Source, is_current, may_be_asked
from quizapp.bank.parts import QuestionCitation
from quizapp.explore.sight import Condition, Sight

MOST_STEMS = 20
"""How many stems a passage shows."""


@dataclass(frozen=True, slots=True)
class OnPassage:
    """The questions on one passage."""

    total: int = 0
    known: int = 0
    """How many of them the reader may see."""
    stems: tuple[tuple[int, str], ...] = ()
    """(id, title) of the first of these."""


_cited = Question.id == QuestionCitation.question_id


def described_sources(session: Session) -> Sequence[Source]:
    """Return the described sources with their passages, in the order of their file."""
    return session.scalars(sa.select(Source).order_by(Source.position, Source.key)).all()


def questions_by_source(session: Session, within: Condition) -> Mapping[str, int]:
    """Return how many questions cite each source."""
    statement = sa.select(QuestionCitation.source, sa.func.count(Question.id.distinct())).join(Question, _cited)
    return dict(session.execute(statement.where(within, *may_be_asked()).group_by(QuestionCitation.source)).all())


def questions_by_passage(session: Session, source_key: str, sight: Sight) -> Mapping[str, OnPassage]:
    """Return the questions on each cited passage of a source, by references such as "ally-2023#p2"."""
    asked = (QuestionCitation.source == source_key, sight.within, *may_be_asked())
    reference, known = QuestionCitation.reference, sa.func.sum(sa.case((sight.questions, 1), else_=0))
    counted = sa.select(reference, sa.func.count(), known).join(Question, _cited).where(*asked).group_by(reference)
    stems: dict[str, list[tuple[int, str]]] = {}
    for cited, question_id, title in session.execute(_stems(asked, sight)):
        stems.setdefault(cited, []).append((question_id, title))
    return {
        cited: OnPassage(total, seen, tuple(stems.get(cited, ()))) for cited, total, seen in session.execute(counted)
    }


def _stems(asked: Sequence[Condition], sight: Sight) -> sa.Select[str, int, str]:
    """Return the statement for the first stems of each passage; titles are read for these only."""
    place = sa.func.row_number().over(partition_by=QuestionCitation.reference, order_by=QuestionCitation.question_id)
    placed = (
        sa.select(QuestionCitation.reference, QuestionCitation.question_id, place.label("place"))
        .join(Question, _cited)
        .where(*asked, sight.questions)
        .subquery()
    )
    return (
        sa.select(placed.c.reference, placed.c.question_id, QuestionVersion.title)
        .join(Question, Question.id == placed.c.question_id)
        .join(QuestionVersion, is_current())
        .where(placed.c.place <= MOST_STEMS)
        .order_by(placed.c.reference, placed.c.place)
    )
