"""Services of a gentle relearn: cards whose backs changed come back soon to whoever remembers them, and the way back.

The rule stands in quizapp.scheduling.relearning. All is events of the log: a relearn is one for each memory, and taking
it back is one for each of those, so that a rebuild comes to the same states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Card, Question, may_be_asked
from quizapp.memory.models import MemoryState, Relearn
from quizapp.memory.queries import never_comes
from quizapp.memory.rows import STATE, STATE_COLUMNS, memory_of
from quizapp.memory.services import LOG, keep_states
from quizapp.memory.taking_back import take_back_events
from quizapp.memory.weights import rules_of_learners
from quizapp.scheduling.relearning import SPREAD, relearn, spread_days
from quizapp.scheduling.state import Memory, Phase, Rules, Source

OF_QUESTION = 5
"""How many of a question's relearns its editor tells of."""


class AlreadyUndoneError(Exception):
    """It was taken back before."""


class Return(NamedTuple):
    """A memory that a relearn brings back: whose, of which card, how it stands, and in how many days."""

    learner_id: int
    card_id: int
    memory: Memory
    days: int


@dataclass(frozen=True, slots=True)
class RelearnPlan:
    """What a relearn would do now."""

    returns: tuple[Return, ...]

    @property
    def learners(self) -> int:
        """Return how many learners it is about."""
        return len({one.learner_id for one in self.returns})

    def per_day(self, today: int) -> dict[int, int]:
        """Return how many cards come back in how many days, for the whole spread; sooner where they are due sooner."""
        days = Counter(max(min(one.days, one.memory.due_day - today), 0) for one in self.returns)
        return {day: days[day] for day in range(SPREAD + 1) if day or days[day]}


@dataclass(frozen=True, slots=True)
class Reason:
    """Which change asks for a relearn, who decides, and why."""

    question_id: int
    version_id: int
    person_id: int | None
    why: str


def cards_by_keys(session: Session, question_id: int, keys: Collection[str]) -> list[int]:
    """Return the given cards of a question, by id."""
    statement = sa.select(Card.id).where(Card.question_id == question_id, Card.key.in_(keys), Card.retired_at.is_(None))
    return list(session.scalars(statement.order_by(Card.id)))


def plan_relearn(session: Session, card_ids: Collection[int], rules: Rules, *, now: datetime) -> RelearnPlan:
    """Spread the return of some cards for everybody who has them in review: each learner's over their emptiest days."""
    rows = _remembered(session, card_ids, now)
    loads = _loads(session, card_ids, rules.day(now)) if rows else {}
    returns = []
    for learner_id, group in groupby(rows, key=itemgetter(0)):
        cards = list(group)
        days = spread_days(loads.get(learner_id, {}), len(cards), seed=learner_id)
        returns += [Return(*card, day) for card, day in zip(cards, days, strict=True)]
    return RelearnPlan(tuple(returns))


def _remembered(session: Session, card_ids: Collection[int], now: datetime) -> list[tuple[int, int, Memory]]:
    """Return who has which of some cards in review, by learner; one from the future (a clock was set back) waits."""
    statement = (
        sa.select(STATE.c.learner_id, STATE.c.card_id, *STATE_COLUMNS)
        .where(STATE.c.card_id.in_(card_ids), STATE.c.phase == Phase.REVIEW, STATE.c.last_at <= now)
        .order_by(STATE.c.learner_id, STATE.c.card_id)
    )
    rows = session.connection().execute(statement)
    return [(row[0], row[1], memory) for row in rows if (memory := memory_of(row[2:])) is not None]


def _loads(session: Session, card_ids: Collection[int], today: int) -> dict[int, dict[int, int]]:
    """Return how many cards come to each learner of some cards in how many days: given, to be asked, not suspended."""
    learners = sa.select(MemoryState.learner_id).where(MemoryState.card_id.in_(card_ids))
    statement = (
        sa.select(MemoryState.learner_id, MemoryState.due_day, sa.func.count())
        .join(Card, Card.id == MemoryState.card_id)
        .join(Question, Question.id == Card.question_id)
        .where(MemoryState.learner_id.in_(learners), MemoryState.due_day.between(today + 1, today + SPREAD))
        .where(Card.retired_at.is_(None), *may_be_asked(), ~never_comes(MemoryState.learner_id, MemoryState.card_id))
        .group_by(MemoryState.learner_id, MemoryState.due_day)
    )
    loads: dict[int, dict[int, int]] = {}
    for learner_id, day, count in session.execute(statement):
        loads.setdefault(learner_id, {})[day - today] = count
    return loads


def relearn_cards(
    session: Session, plan: RelearnPlan, reason: Reason, rules: Rules, *, now: datetime
) -> Relearn | None:
    """Bring the planned cards back soon, and keep a record; None where there is nothing to bring back."""
    if not plan.returns:
        return None
    connection = session.connection()
    last = connection.execute(_last_id).scalar() or 0
    mine = rules_of_learners(session, rules, {one.learner_id for one in plan.returns})
    rows = [_event(one, f"relearn/{last}:{one.card_id}", mine[one.learner_id], now) for one in plan.returns]
    connection.execute(sa.insert(LOG), rows)
    after = {
        (one.learner_id, one.card_id): relearn(one.memory, one.days, at=now, rules=mine[one.learner_id])
        for one in plan.returns
    }
    keep_states(session, mine, after)
    record = Relearn(
        question_id=reason.question_id,
        version_id=reason.version_id,
        person_id=reason.person_id,
        reason=reason.why,
        at=now,
        memories=len(plan.returns),
        learners=plan.learners,
        first_log_id=last + 1,
        last_log_id=connection.execute(_last_id).scalar_one(),
    )
    session.add(record)
    session.flush()
    return record


_last_id = sa.select(sa.func.max(LOG.c.id))


def _event(one: Return, event_id: str, rules: Rules, now: datetime) -> dict[str, Any]:
    """Return a row of the log; no browser can make an id with a slash."""
    return {
        "event_id": event_id,
        "learner_id": one.learner_id,
        "card_id": one.card_id,
        "source": Source.RELEARN.value,
        "rating": 0,
        "at": now,
        "day": rules.day(now),
        "recorded_at": now,
        "was_new": False,
        "days": one.days,
    }


def undo_relearn(session: Session, record: Relearn, rules: Rules, *, person_id: int | None, now: datetime) -> None:
    """Take a relearn back: its cards stand as if it had never been, with all that was recalled since.

    Raises:
        AlreadyUndoneError: it was taken back before.
    """
    if record.undone_at is not None:
        raise AlreadyUndoneError
    take_back_events(session, _events_of(record), rules, now=now)
    record.undone_at, record.undone_by_id = now, person_id
    session.flush()


def _events_of(record: Relearn) -> sa.Select[*tuple[Any, ...]]:
    """Return a relearn's events, those too that came along from a guest's log into an account's."""
    own = LOG.alias()
    cards = sa.select(own.c.card_id).where(own.c.id.between(record.first_log_id, record.last_log_id))
    having = sa.select(MemoryState.learner_id).where(MemoryState.card_id.in_(cards))
    named = LOG.c.event_id.startswith(f"relearn/{record.first_log_id - 1}:", autoescape=True)
    of_these = (LOG.c.learner_id.in_(having), LOG.c.card_id.in_(cards))
    return sa.select(LOG).where(*of_these, LOG.c.source == Source.RELEARN.value, named)


def relearns_of_question(session: Session, question_id: int) -> list[Relearn]:
    """Return a question's newest relearns, taken back or not."""
    statement = (
        sa.select(Relearn).where(Relearn.question_id == question_id).order_by(Relearn.id.desc()).limit(OF_QUESTION)
    )
    return list(session.scalars(statement))
