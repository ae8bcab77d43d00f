"""Queries for people, states and organisations, with the cards about each as far as a reader has met them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.bank.parts import QuestionActor
from quizapp.bank.versions import stored_content
from quizapp.explore.sight import Condition, Sight
from quizapp.kinds.base import CardFace


@dataclass(frozen=True, slots=True)
class Shown:
    """A card that may be shown with both sides."""

    question_id: int
    face: CardFace | None
    """None where its question's version is not understood any more."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a state or an organisation, with cards about it."""

    name: str
    cards: tuple[Shown, ...]
    known: int
    """How many cards about it the reader may see; not all of them need stand in cards."""
    more: int
    """How many others there are."""


@dataclass(frozen=True, slots=True)
class Span:
    """Which cards of each actor are wanted."""

    first: int
    """The place of the first one, from 0."""
    count: int


_about = Question.id == QuestionActor.question_id
_given = (Card.retired_at.is_(None), *may_be_asked())


def cards_by_actor(session: Session, within: Condition) -> list[tuple[str, int]]:
    """Return every actor with the number of cards about it, by name."""
    given = sa.select(Card.question_id, sa.func.count().label("cards")).where(Card.retired_at.is_(None))
    of_question = given.group_by(Card.question_id).subquery()
    statement = (
        sa.select(QuestionActor.name, sa.func.sum(of_question.c.cards))
        .select_from(of_question)
        .join(Question, Question.id == of_question.c.question_id)
        .join(QuestionActor, _about)
        .where(within, *may_be_asked())
        .group_by(QuestionActor.name)
    )
    counts = [(name, int(cards)) for name, cards in session.execute(statement)]
    return sorted(counts, key=lambda counted: counted[0].casefold())


def number_of_actors(session: Session, within: Condition) -> int:
    """Return how many actors there are to meet, and have been met."""
    names = sa.select(sa.func.count(QuestionActor.name.distinct())).join(Question, _about)
    return session.execute(names.where(within, *may_be_asked())).scalar_one()


def names_met(session: Session, sight: Sight) -> list[str]:
    """Return the actors of which the reader may see a card, by name.

    Others are left out: their names may be the answers to what is still to be met.
    """
    met = sa.select(Question.id).join(Card, Card.question_id == Question.id).where(sight.within, sight.cards, *_given)
    names = session.scalars(sa.select(QuestionActor.name).where(QuestionActor.question_id.in_(met)).distinct())
    return sorted(names, key=str.casefold)


def number_of_cards(session: Session, name: str, sight: Sight) -> int:
    """Return how many cards about an actor the reader may see."""
    return session.execute(_of_cards([name], sight).where(sight.cards).with_only_columns(sa.func.count())).scalar_one()


def actors_named(session: Session, names: Sequence[str], sight: Sight, span: Span) -> list[Actor]:
    """Return some actors with a span of the cards that the reader may see."""
    known = sa.func.sum(sa.case((sight.cards, 1), else_=0))
    counted = (
        _of_cards(names, sight)
        .with_only_columns(QuestionActor.name, known, sa.func.count())
        .group_by(QuestionActor.name)
    )
    counts = {name: (int(seen), every) for name, seen, every in session.execute(counted)}
    shown = _shown(session, _of_cards(names, sight).where(sight.cards), span)
    return [
        Actor(name, tuple(shown.get(name, ())), counts[name][0], counts[name][1] - counts[name][0])
        for name in names
        if name in counts
    ]


def _of_cards(names: Sequence[str], sight: Sight) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(QuestionActor.name, Card.id)
        .select_from(QuestionActor)
        .join(Question, _about)
        .join(Card, Card.question_id == Question.id)
        .where(QuestionActor.name.in_(names), sight.within, *_given)
    )


def _shown(session: Session, cards: sa.Select[*tuple[Any, ...]], span: Span) -> Mapping[str, list[Shown]]:
    """Return the sides of cards by actor; contents are read for these only."""
    order = (Question.id, Card.position)
    place = sa.func.row_number().over(partition_by=QuestionActor.name, order_by=order).label("place")
    placed = cards.with_only_columns(QuestionActor.name, Question.id, Card.key, place).subquery()
    wanted = sa.select(placed).where(placed.c.place.between(span.first + 1, span.first + span.count))
    rows = session.execute(wanted.order_by(placed.c.name, placed.c.place)).all()
    faces = faces_of_questions(session, {question_id for _name, question_id, *_rest in rows})
    shown: dict[str, list[Shown]] = {}
    for name, question_id, key, _place in rows:
        sides = faces[question_id]
        if sides is None or key in sides:
            shown.setdefault(name, []).append(Shown(question_id, None if sides is None else sides[key]))
    return shown


def faces_of_questions(session: Session, question_ids: set[int]) -> dict[int, dict[str, CardFace] | None]:
    """Return the sides of the cards of some questions, by question id and card key; None for one not understood."""
    statement = sa.select(Question.id, QuestionVersion.kind, QuestionVersion.content).join(
        QuestionVersion, is_current()
    )
    rows = session.execute(statement.where(Question.id.in_(question_ids)))
    contents = {question_id: stored_content(kind, content) for question_id, kind, content in rows}
    return {
        question_id: None if content is None else {face.key: face for face in content.cards()}
        for question_id, content in contents.items()
    }
