"""Looking up today's cards of a learner. Nothing here changes anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.accounts.visitor import (
    PEOPLE,
    SIGN_INS,
    VISITOR_COLUMNS,
    Claim,
    Visitor,
    claim_values,
    is_claimed,
    is_signed_in,
)
from quizapp.bank.models import Card, Question, QuestionVersion, State, is_current, may_be_asked
from quizapp.bank.signals import secrets_wanted
from quizapp.kinds import registry
from quizapp.kinds.base import CardFace
from quizapp.kinds.messages import ContentProblems
from quizapp.memory.models import MemoryState
from quizapp.memory.queries import cards_done_on_day
from quizapp.memory.services import Learner
from quizapp.planning.plans import plan_of_day
from quizapp.review.candidates import (
    Wanted,
    due_cards,
    new_cards,
    out_of_the_way,
    questions_sat,
    waits_for_attempt,
)
from quizapp.review.models import CardMark
from quizapp.scheduling.leeches import THRESHOLD
from quizapp.scheduling.queue import Limits, Now, Order, Queue, build_queue

MOST_MARKED = 200
"""Marked and hard cards that are listed."""


def queue_of_day(
    session: Session, visitor: Visitor, learner: Learner, order: Order = Order.MIXED, *, now: datetime
) -> Queue:
    """Return what a learner has to review now, by today's limits and what was done already."""
    today = learner.rules.day(now)
    done = cards_done_on_day(session, learner.id, today)
    limits = Limits(
        new_per_day=visitor.new_per_day,
        reviews_per_day=visitor.reviews_per_day,
        new_done=sum(card.was_new for card in done),
        reviews_done=sum(not card.was_new for card in done),
        questions_done=frozenset(card.question_id for card in done),
        begun=Counter(card.topic for card in done if card.was_new),
    )

    def asked() -> sa.ColumnElement[bool]:
        return ~out_of_the_way(learner.id, today, now)

    plan = plan_of_day(session, visitor, learner, asked, done=limits.questions_done, now=now)
    asked_by_plan = frozenset(card.question_id for card in plan.cards)
    cards = due_cards(session, learner, Wanted(today, limits, asked_by_plan, plan.banks), now=now)
    if not plan.banks:  # before a test no others are begun
        cards += new_cards(session, learner.id, limits, today, now=now)
    queue = build_queue(cards, limits, Now(now, today, _seed(session, learner, today), order), plan.cards)
    return replace(queue, tests=plan.tests)


def _seed(session: Session, learner: Learner, today: int) -> int:
    """Return what decides on the order of a day; on one's first that of a first visitor, who may have read a card."""
    began = session.scalar(sa.select(Person.created_at).where(Person.id == learner.id))
    return today if began and learner.rules.day(began) == today else today * 1_000_003 + learner.id


def first_queue(session: Session, *, new_per_day: int, day: int, now: datetime) -> Queue:
    """Return the queue of somebody who has not done anything yet."""
    limits = Limits(new_per_day=new_per_day, reviews_per_day=0)
    return build_queue(new_cards(session, 0, limits, day, now=now), limits, Now(now, day, seed=day))


def hidden_cards(learner_id: int, today: int, *, now: datetime) -> sa.Select[int]:
    """Select the cards, by id, that a learner suspended or buried for today, and those that nobody is asked now."""
    given = sa.select(Card.id).join(Question, Question.id == Card.question_id)
    shown = given.where(Card.retired_at.is_(None), *may_be_asked(), ~out_of_the_way(learner_id, today, now))
    return sa.select(Card.id).where(Card.id.not_in(shown))


@dataclass(frozen=True, slots=True)
class MarkedCard:
    """A card that a learner has put something on, or that is hard for them."""

    card_id: int
    title: str
    topic: str
    flag: int
    suspended_at: datetime | None
    buried_day: int | None
    note: str
    lapses: int
    """0 while it waits: a quiz counts them, too."""
    question_id: int
    waits: bool
    """Whether it waits for an attempt on which marks depend: until then nothing may tell what its sides hold."""
    waits_until: datetime | None = None
    """When the results of that come; None where it is open."""

    @property
    def is_hard(self) -> bool:
        """Say whether it was forgotten so often that it is a leech."""
        return self.lapses >= THRESHOLD


def _marked_or_hard(learner_id: int) -> sa.CompoundSelect[int]:
    """Return the cards that may be listed, so that not every card of every bank is looked at."""
    hard = (MemoryState.learner_id == learner_id, MemoryState.lapses >= THRESHOLD)
    marked = sa.select(CardMark.card_id).where(CardMark.learner_id == learner_id)
    return marked.union(sa.select(MemoryState.card_id).where(*hard))


def marked_cards(
    session: Session, learner_id: int, held: Mapping[int, datetime | None], *, now: datetime
) -> list[MarkedCard]:
    """Return the given cards with a mark, and the leeches that wait for no quiz, by topic."""
    cards = [MarkedCard(*row) for row in session.execute(_marked_cards(learner_id, now))]
    return [replace(card, waits_until=held.get(card.question_id)) for card in cards]


def _marked_cards(learner_id: int, now: datetime) -> sa.Select[*tuple[Any, ...]]:
    """Select what a MarkedCard tells, in its order."""
    mine = (CardMark.learner_id == learner_id, CardMark.card_id == Card.id)
    remembered = (MemoryState.learner_id == learner_id, MemoryState.card_id == Card.id)
    marked = sa.or_(
        CardMark.flag > 0, CardMark.suspended_at.is_not(None), CardMark.buried_day.is_not(None), CardMark.note != ""
    )
    none, waits = sa.literal(0), waits_for_attempt(learner_id, now)
    lapses = sa.case((waits, none), else_=sa.func.coalesce(MemoryState.lapses, none))
    return (
        sa.select(Card.id, QuestionVersion.title, QuestionVersion.topic, sa.func.coalesce(CardMark.flag, none))
        .add_columns(CardMark.suspended_at, CardMark.buried_day, sa.func.coalesce(CardMark.note, ""))
        .add_columns(lapses, Card.question_id, waits)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .outerjoin(CardMark, sa.and_(*mine))
        .outerjoin(MemoryState, sa.and_(*remembered))
        .where(Card.id.in_(_marked_or_hard(learner_id)), Card.retired_at.is_(None), *may_be_asked())
        .where(sa.or_(marked, lapses >= THRESHOLD))
        .order_by(QuestionVersion.topic, Card.id)
        .limit(MOST_MARKED)
    )


_CARDS = cast("sa.Table", Card.__table__)
_given_card = sa.select(_CARDS.c.id).where(_CARDS.c.id == sa.bindparam("card"), _CARDS.c.retired_at.is_(None))
_version_of_card = (
    sa.select(QuestionVersion.id, Card.key)
    .join(Question, is_current())
    .join(Card, Card.question_id == Question.id)
    .where(Card.id == sa.bindparam("card"), Card.retired_at.is_(None), *may_be_asked())
)


_who_rates = (
    sa.select(*VISITOR_COLUMNS)
    .select_from(PEOPLE)
    .join(_CARDS, sa.and_(_CARDS.c.id == sa.bindparam("card"), _CARDS.c.retired_at.is_(None)))
    .outerjoin(SIGN_INS, is_signed_in)
    .where(is_claimed)
)


def visitor_who_rates(session: Session, claim: Claim, card_id: int, *, now: datetime) -> Visitor | None:
    """Return whom a session claims, if the card is given now, by one statement; None if either is not so."""
    values = {"card": card_id, **claim_values(claim, now)}
    row = session.connection().execute(_who_rates, values).one_or_none()
    return None if row is None else Visitor(*row)


def versions_of_cards(session: Session, card_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Return the current version and the key of each of some cards that may be asked, by card id."""
    statement = (
        sa.select(Card.id, QuestionVersion.id, Card.key)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .where(Card.id.in_(card_ids), Card.retired_at.is_(None), *may_be_asked())
    )
    return {card_id: (version_id, key) for card_id, version_id, key in session.execute(statement)}


def faces_of_cards(session: Session, card_ids: Collection[int]) -> dict[int, CardFace]:
    """Return the sides of some cards by the current versions of their questions, in one statement.

    Those of a version that is not understood are left out.
    """
    statement = (
        sa.select(Card.id, Card.key, QuestionVersion.id, QuestionVersion.kind, QuestionVersion.content)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .where(Card.id.in_(card_ids))
    )
    found, sides = {}, dict[int, dict[str, CardFace]]()
    for card_id, key, version_id, kind, content in session.execute(statement):
        if version_id not in sides:
            sides[version_id] = _sides_of(kind, content)
        if key in sides[version_id]:
            found[card_id] = sides[version_id][key]
    return found


def _sides_of(kind: str, content: Mapping[str, Any]) -> dict[str, CardFace]:
    try:
        return {face.key: face for face in registry.load(kind, content).cards()}
    except ContentProblems:
        return {}


def questions_not_due(session: Session, learner_id: int, *, now: datetime) -> frozenset[int]:
    """Return the questions, by id, whose answer is not due to a learner: something that is open asks them."""
    told = secrets_wanted.send(session, learner_id=learner_id, now=now)
    selects = [select for _who, some in told for select in some]
    return frozenset(session.scalars(sa.union(*selects))) if selects else frozenset()


def cards_given(session: Session, card_ids: Collection[int]) -> frozenset[int]:
    """Return those of some cards that some question gives now."""
    statement = sa.select(_CARDS.c.id).where(_CARDS.c.id.in_(card_ids), _CARDS.c.retired_at.is_(None))
    return frozenset(session.connection().scalars(statement))


def card_is_given(session: Session, card_id: int) -> bool:
    """Say whether some question gives this card now."""
    return session.connection().execute(_given_card, {"card": card_id}).first() is not None


def version_once_asked(session: Session, card_id: int) -> int | None:
    """Return the current version, by id, of a card's question that students got; None for no such card.

    The card may be retired, its question archived or in the trash.
    """
    versions = sa.select(QuestionVersion.id).join(Question, is_current()).join(Card, Card.question_id == Question.id)
    return session.scalar(versions.where(Card.id == card_id, Question.state == State.READY))


def version_id_of_card(
    session: Session, card_id: int, learner_id: int, *, now: datetime
) -> tuple[int, str, bool] | None:
    """Return the current version that a card's sides come from, the card's key, and whether its back has to wait.

    It waits for an attempt of the learner on which marks depend. None for a card not to be asked.
    """
    waits = sa.or_(sa.false(), *(Question.id.in_(sat) for sat in questions_sat(learner_id, now)))
    row = session.execute(_version_of_card.add_columns(waits), {"card": card_id}).one_or_none()
    return None if row is None else (row[0], row[1], bool(row[2]))
