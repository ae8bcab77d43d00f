"""Queries of custom study: which cards a learner wants to go through outside of the schedule, and which comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.memory.cramming import crammed_since
from quizapp.memory.models import MemoryState
from quizapp.memory.services import Learner
from quizapp.review.candidates import questions_sat
from quizapp.review.models import CardMark
from quizapp.scheduling.fuzz import mixed
from quizapp.scheduling.leeches import THRESHOLD
from quizapp.scheduling.state import Rating

MOST = 500
LONGEST_WORDS = 100


class Which(StrEnum):
    """Which cards are gone through."""

    MET = "met"
    DUE = "due"
    NEW = "new"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a learner wants to go through; what is empty does not restrict."""

    which: Which = Which.MET
    bank: str = ""
    topic: str = ""
    flag: int = 0
    words: str = ""
    """Words of the question, all of them."""
    since: int = 0
    """When they began, in seconds since 1970: what was crammed from then on is done."""

    def as_query(self) -> dict[str, Any]:
        """Return it as an address holds it."""
        said = {"which": self.which.value, "bank": self.bank, "topic": self.topic, "flag": self.flag}
        said |= {"words": self.words}
        return {name: value for name, value in said.items() if value} | {"since": self.since}


def wish_of(sent: Mapping[str, str], now: datetime) -> Wish:
    """Return the wish of an address or a form; what is not understood does not restrict."""
    flag, since = (_number(sent.get(name, ""), most) for name, most in (("flag", 4), ("since", 99_999_999_999)))
    which = sent.get("which", "")
    return Wish(
        Which(which) if which in set(Which) else Which.MET,
        sent.get("bank", ""),
        sent.get("topic", ""),
        flag,
        " ".join(sent.get("words", "").replace("\0", "").split())[:LONGEST_WORDS],
        since or int(now.timestamp()),
    )


def _number(text: str, most: int) -> int:
    known = text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most
    return int(text) if known else 0


@dataclass(frozen=True, slots=True)
class Pass:
    """Where a learner is in what they wanted to go through."""

    cards: int
    left: tuple[int, ...]
    """Cards still to come, those that were forgotten last."""
    first_try: int
    """How many of those done were known at once."""


def pass_of(session: Session, learner: Learner, wish: Wish, *, now: datetime) -> Pass:
    """Return what is left of a wish: each card until it was known once, in an order that the beginning decides."""
    cards = sorted(session.scalars(_wanted(learner, wish, now)), key=lambda card: mixed(card ^ wish.since))
    done: dict[int, list[int]] = {}
    for card_id, rating in crammed_since(session, learner.id, datetime.fromtimestamp(wish.since, UTC)):
        done.setdefault(card_id, []).append(rating)
    fresh = [card for card in cards if card not in done]
    again = [card for card in done if card in set(cards) and done[card][-1] == Rating.AGAIN]
    known = sum(ratings[0] > Rating.AGAIN for card, ratings in done.items() if card in set(cards))
    return Pass(len(cards), (*fresh, *again), known)


def _wanted(learner: Learner, wish: Wish, now: datetime) -> sa.Select[int]:
    today = learner.rules.day(now)
    statement = (
        sa.select(Card.id)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .join(Bank, Bank.id == Question.bank_id)
        .outerjoin(MemoryState, sa.and_(MemoryState.learner_id == learner.id, MemoryState.card_id == Card.id))
        .outerjoin(CardMark, sa.and_(CardMark.learner_id == learner.id, CardMark.card_id == Card.id))
        .where(Card.retired_at.is_(None), *may_be_asked(), CardMark.suspended_at.is_(None))
    )
    which = {
        Which.MET: MemoryState.card_id.is_not(None),
        Which.DUE: MemoryState.due_day <= today,
        Which.NEW: MemoryState.card_id.is_(None),
        Which.HARD: MemoryState.lapses >= THRESHOLD,
    }
    conditions = [which[wish.which], *(Question.id.not_in(sat) for sat in questions_sat(learner.id, now))]
    if wish.bank:
        conditions.append(Bank.key == wish.bank)
    if wish.topic:
        conditions.append(QuestionVersion.topic == wish.topic)
    if wish.flag:
        conditions.append(CardMark.flag == wish.flag)
    conditions += [QuestionVersion.title.icontains(word, autoescape=True) for word in wish.words.split()]
    return statement.where(*conditions).order_by(Card.id).limit(MOST)


def topics_and_banks(session: Session) -> tuple[Sequence[str], Sequence[tuple[str, str]]]:
    """Return what can be chosen: topics, and banks with their titles, of questions that are asked."""
    asked = sa.select(Question.id).where(*may_be_asked())
    topics = (
        sa.select(QuestionVersion.topic)
        .join(Question, is_current())
        .where(Question.id.in_(asked))
        .distinct()
        .order_by(QuestionVersion.topic)
    )
    banks = (
        sa.select(Bank.key, Bank.title).join(Question, Question.bank_id == Bank.id).where(*may_be_asked()).distinct()
    )
    return session.scalars(topics).all(), [(key, title) for key, title in session.execute(banks.order_by(Bank.title))]
