"""Looking up what the pages about the banks show, in light columns. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question, QuestionVersion, Source, is_current, may_be_asked
from quizapp.bank.roles import Condition
from quizapp.explore.actors import ActorCard
from quizapp.explore.sources import CitingQuestion
from quizapp.explore.timeline import Fact
from quizapp.kinds import registry
from quizapp.kinds.base import CardFace
from quizapp.memory.models import MemoryState

DATE = "date"

_CURRENT = sa.and_(QuestionVersion.question_id == Question.id, *is_current())
_dated = (
    sa.select(
        Question.id,
        QuestionVersion.title,
        QuestionVersion.explanation,
        QuestionVersion.event,
        QuestionVersion.happened,
        QuestionVersion.actors,
        sa.case((QuestionVersion.kind == DATE, QuestionVersion.content["answer"].as_string()), else_=""),
    )
    .join(QuestionVersion, _CURRENT)
    .join(Bank, Bank.id == Question.bank_id)
    .where(sa.or_(QuestionVersion.happened != "", QuestionVersion.kind == DATE), *may_be_asked())
    .order_by(Bank.key, Question.position)
)


def dated_facts(session: Session, within: Condition) -> list[Fact]:
    """Return what each dated question says for the timeline, in the banks' order."""
    return [
        Fact(question_id, title, explanation, event, happened or answer, tuple(actors))
        for question_id, title, explanation, event, happened, actors, answer in session.execute(_dated.where(within))
    ]


def citing_questions(session: Session, within: Condition) -> list[CitingQuestion]:
    """Return every question with what it cites, in the banks' order."""
    statement = (
        sa.select(Question.id, QuestionVersion.title, QuestionVersion.sources)
        .join(QuestionVersion, _CURRENT)
        .join(Bank, Bank.id == Question.bank_id)
        .where(within, *may_be_asked())
        .order_by(Bank.key, Question.position)
    )
    return [CitingQuestion(number, title, tuple(cited)) for number, title, cited in session.execute(statement)]


def described_sources(session: Session) -> Sequence[Source]:
    """Return the described sources with their passages, in the order of their file."""
    return session.scalars(sa.select(Source).order_by(Source.position, Source.key)).all()


def source_by_key(session: Session, key: str) -> Source | None:
    """Return a described source with its passages."""
    return session.scalar(sa.select(Source).where(Source.key == key))


def actor_cards(session: Session, within: Condition) -> list[ActorCard]:
    """Return every given card with the names that its question is about, in the banks' order."""
    statement = (
        sa.select(Card.id, Card.key, Question.id, QuestionVersion.actors)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, _CURRENT)
        .join(Bank, Bank.id == Question.bank_id)
        .where(within, Card.retired_at.is_(None), *may_be_asked())
        .order_by(Bank.key, Question.position, Card.position)
    )
    rows = session.execute(statement)
    return [ActorCard(card, key, question, tuple(actors)) for card, key, question, actors in rows if actors]


def faces_met(session: Session, learner_id: int) -> dict[tuple[int, str], CardFace]:
    """Return the sides of the cards of questions that a learner met, by (question id, card key)."""
    met = sa.select(Card.question_id).join(MemoryState, MemoryState.card_id == Card.id)
    return _faces(session, Question.id.in_(met.where(MemoryState.learner_id == learner_id)))


def faces_of_questions(session: Session, question_ids: Collection[int]) -> dict[tuple[int, str], CardFace]:
    """Return the sides of the cards of some questions, by (question id, card key)."""
    return _faces(session, Question.id.in_(question_ids))


def _faces(session: Session, condition: sa.ColumnElement[bool]) -> dict[tuple[int, str], CardFace]:
    statement = sa.select(Question.id, QuestionVersion.kind, QuestionVersion.content).join(QuestionVersion, _CURRENT)
    return {
        (question_id, face.key): face
        for question_id, kind, content in session.execute(statement.where(condition))
        for face in registry.load(kind, content).cards()
    }
