"""Looking up memories and the log. Nothing here changes anything."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.accounts.visitor import PEOPLE
from quizapp.bank.models import Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.bank.signals import suspended_wanted
from quizapp.batches import MOST_VALUES, batches
from quizapp.memory.models import ReviewEvent, is_review
from quizapp.memory.rows import STATE, STATE_COLUMNS, memory_of
from quizapp.memory.weights import FOLLOWED, Followed
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.state import MERGED, Evidence, Memory, Parameters, Rating, Source
from quizapp.statements import Prepared

UNDO = "undo"
_EVIDENCE = (
    ReviewEvent.rating,
    ReviewEvent.at,
    ReviewEvent.source,
    ReviewEvent.id,
    ReviewEvent.placed_day,
    ReviewEvent.days,
)
"""In the order of what _evidence takes."""

_state = Prepared(
    lambda _dialect: sa.select(*STATE_COLUMNS).where(
        STATE.c.learner_id == sa.bindparam("learner"), STATE.c.card_id == sa.bindparam("card")
    )
)
_of_card = sa.and_(STATE.c.learner_id == PEOPLE.c.id, STATE.c.card_id == sa.bindparam("card"))
_state_and_weights = Prepared(
    lambda _dialect: (
        sa.select(*FOLLOWED, *STATE_COLUMNS)
        .outerjoin_from(PEOPLE, STATE, _of_card)
        .where(PEOPLE.c.id == sa.bindparam("learner"))
    )
)
_FEW = 16
"""Up to how many cards a statement is kept ready for their number: a question rarely has more."""
_states = sa.select(STATE.c.card_id, *STATE_COLUMNS).where(STATE.c.learner_id == sa.bindparam("learner"))
_states_of_many = _states.where(STATE.c.card_id.in_(sa.bindparam("cards", expanding=True)))


@functools.cache
def _states_of_few(count: int) -> Prepared:
    cards = [sa.bindparam(f"card_{place}", type_=STATE.c.card_id.type) for place in range(count)]
    return Prepared(lambda _dialect: _states.where(STATE.c.card_id.in_(cards)))


def memory_by_card(session: Session, learner_id: int, card_id: int) -> Memory | None:
    """Return what a learner remembers of a card; None for a card never seen."""
    row = _state.first(session.connection(), {"learner": learner_id, "card": card_id})
    return None if row is None else memory_of(row)


def memory_to_rate(session: Session, learner_id: int, card_id: int) -> tuple[Memory | None, Followed]:
    """Return what a learner remembers of a card, and which weights and calendar they follow, by one statement."""
    row = _state_and_weights.first(session.connection(), {"learner": learner_id, "card": card_id})
    return (None, Followed(None, None)) if row is None else (memory_of(row[2:]), Followed(row[0], row[1]))


def memories_by_cards(session: Session, learner_id: int, card_ids: Sequence[int]) -> dict[int, Memory]:
    """Return the memories that a learner has of some cards, by card id."""
    rows: Iterable[Sequence[Any]]
    if 0 < len(card_ids) <= _FEW:
        cards = {f"card_{place}": card_id for place, card_id in enumerate(card_ids)}
        rows = _states_of_few(len(card_ids)).all(session.connection(), cards | {"learner": learner_id})
    else:
        rows = chain.from_iterable(
            session.connection().execute(_states_of_many, {"learner": learner_id, "cards": part})
            for part in batches(card_ids, MOST_VALUES)
        )
    return {row[0]: memory for row in rows if (memory := memory_of(row[1:])) is not None}


def cards_due_by_day(
    session: Session, learner_id: int, suspended: sa.Select[int], first: int, last: int
) -> dict[int, int]:
    """Return how many of a learner's cards come on each of some learner-days: given, to be asked and not suspended."""
    statement = (
        sa.select(STATE.c.due_day, sa.func.count())
        .join(Card, Card.id == STATE.c.card_id)
        .join(Question, Question.id == Card.question_id)
        .where(STATE.c.learner_id == learner_id, STATE.c.due_day.between(first, last))
        .where(Card.retired_at.is_(None), *may_be_asked(), STATE.c.card_id.not_in(suspended))
        .group_by(STATE.c.due_day)
    )
    return dict(session.connection().execute(statement).all())


def never_comes(
    learner_id: int | sa.SQLColumnExpression[int], card_id: sa.SQLColumnExpression[int]
) -> sa.ColumnElement[bool]:
    """Return the condition that a learner suspended a card."""
    told = suspended_wanted.send(None, learner_id=learner_id, card_id=card_id)
    return sa.or_(sa.false(), *(is_suspended for _who, is_suspended in told))


def cards_recalled(
    session: Session, learner_id: int, today: int, parameters: Parameters
) -> list[tuple[int, int, float]]:
    """Return the given cards that there is evidence for, as (card id, question id, chance of recall today).

    A quiz hands its evidence down when its feedback is due, so that nothing here is met before.
    """
    statement = (
        sa.select(Card.id, Card.question_id, STATE.c.stability, STATE.c.last_day)
        .join(STATE, STATE.c.card_id == Card.id)
        .where(STATE.c.learner_id == learner_id, Card.retired_at.is_(None))
    )
    model = formulas(parameters.weights)
    return [
        (card, question, model.recall(stability, max(today - last_day, 0)))
        for card, question, stability, last_day in session.execute(statement)
    ]


def not_undone() -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions of an event that counts for a memory, and was never taken back."""
    undo = aliased(ReviewEvent)
    is_evidence = (ReviewEvent.source != UNDO, ReviewEvent.source != Source.CRAM)
    return (*is_evidence, ~sa.exists().where(undo.undoes_id == ReviewEvent.id))


def evidence_of_card(session: Session, learner_id: int, card_id: int) -> list[Evidence]:
    """Return all evidence of a learner for a card that was not taken back."""
    statement = sa.select(*_EVIDENCE).where(
        ReviewEvent.learner_id == learner_id, ReviewEvent.card_id == card_id, *not_undone()
    )
    return [_evidence(*row) for row in session.execute(statement)]


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """A piece of evidence as the log keeps it, taken back or not."""

    evidence: Evidence
    score: float | None
    duration_ms: int | None
    recorded_at: datetime
    taken_back: bool


def log_of_card(session: Session, learner_id: int, card_id: int) -> list[LoggedEvent]:
    """Return everything in the log of a learner's card, in the order of time; what takes back is told by its event.

    Practice outside of the schedule is left out: it changes nothing.
    """
    undo = aliased(ReviewEvent)
    event = ReviewEvent
    statement = (
        sa.select(*_EVIDENCE, event.score, event.duration_ms, event.recorded_at)
        .add_columns(sa.exists().where(undo.undoes_id == event.id))
        .where(event.learner_id == learner_id, event.card_id == card_id, event.source.not_in((UNDO, Source.CRAM)))
        .order_by(event.at, event.id)
    )
    width = len(_EVIDENCE)
    return [LoggedEvent(_evidence(*row[:width]), *row[width:]) for row in session.execute(statement)]


def _evidence(  # noqa: PLR0913, PLR0917 - one row of the log
    rating: int, at: datetime, source: str, log_id: int, placed: int | None, days: int | None
) -> Evidence:
    return Evidence(Rating(rating) if rating else None, at, Source(source), log_id, placed=placed, days=days or 0)


def evidence_by_learner_and_card(
    session: Session, *among: sa.ColumnElement[bool]
) -> Iterator[tuple[int, int, list[Evidence]]]:
    """Yield (learner id, card id, evidence) over the whole log, a few thousand rows in memory at a time.

    Conditions on ReviewEvent leave all but some of it out.
    """
    statement = (
        sa.select(ReviewEvent.learner_id, ReviewEvent.card_id, *_EVIDENCE)
        .where(*not_undone(), *among)
        .order_by(ReviewEvent.learner_id, ReviewEvent.card_id, ReviewEvent.id)
        .execution_options(yield_per=5_000)
    )
    key: tuple[int, int] | None = None
    events: list[Evidence] = []
    for learner_id, card_id, rating, at, source, log_id, placed, days in session.execute(statement):
        if key != (learner_id, card_id):
            if key is not None:
                yield (*key, events)
            key, events = (learner_id, card_id), []
        events.append(_evidence(rating, at, source, log_id, placed, days))
    if key is not None:
        yield (*key, events)


def event_is_known(session: Session, learner_id: int, event_id: str) -> bool:
    """Say whether an event of this id was recorded before."""
    statement = sa.select(ReviewEvent.id).where(ReviewEvent.learner_id == learner_id, ReviewEvent.event_id == event_id)
    return session.scalar(statement) is not None


def last_review_of_day(session: Session, learner_id: int, day: int) -> ReviewEvent | None:
    """Return the newest flashcard rating of a learner-day that was not taken back."""
    statement = (
        sa.select(ReviewEvent)
        .where(ReviewEvent.learner_id == learner_id, ReviewEvent.day == day, is_review())
        .where(*not_undone())
        .order_by(ReviewEvent.id.desc())
        .limit(1)
    )
    return session.scalar(statement)


def review_by_event(session: Session, learner_id: int, event_id: str) -> ReviewEvent | None:
    """Return the flashcard rating that an event of a learner's browser brought, unless it was taken back."""
    statement = sa.select(ReviewEvent).where(ReviewEvent.learner_id == learner_id, ReviewEvent.event_id == event_id)
    return session.scalar(statement.where(is_review(), *not_undone()))


def repetitions_of(session: Session, event: ReviewEvent) -> Sequence[ReviewEvent]:
    """Return what was repeated of an event for other cards, as its question was merged into theirs."""
    mine = (ReviewEvent.learner_id == event.learner_id, ReviewEvent.source.in_(MERGED))
    statement = sa.select(ReviewEvent).where(*mine, ReviewEvent.at == event.at, *not_undone())
    return session.scalars(statement).all()


@dataclass(frozen=True, slots=True)
class DoneCard:
    """A card rated in flashcards on some day."""

    card_id: int
    question_id: int
    was_new: bool
    topic: str


_done_on_day = Prepared(
    lambda _dialect: (
        sa.select(Card.id, Card.question_id)
        .select_from(ReviewEvent)
        .add_columns(sa.func.max(sa.cast(ReviewEvent.was_new, sa.Integer)), QuestionVersion.topic)
        .join(Card, Card.id == ReviewEvent.card_id)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .where(ReviewEvent.learner_id == sa.bindparam("learner"), ReviewEvent.day == sa.bindparam("day"), is_review())
        .where(*not_undone())
        # By the log's card SQLite takes the index of a learner's cards, and so goes through all of their log.
        .group_by(Card.id, Card.question_id, QuestionVersion.topic)
    )
)


def cards_done_on_day(session: Session, learner_id: int, day: int) -> list[DoneCard]:
    """Return the cards that a learner rated on a learner-day, each once; new where one of the ratings was its first."""
    rows = _done_on_day.rows(session.connection(), {"learner": learner_id, "day": day})
    return [DoneCard(card, question, bool(new), topic) for card, question, new, topic in rows]


@dataclass(frozen=True, slots=True)
class Remembered:
    """How much is remembered of a question's given cards."""

    memories: int
    learners: int
    cards: int
    """How many of its cards somebody has a memory of."""


def remembered_of_question(session: Session, question_id: int) -> Remembered:
    """Return how many memories an edit of a question touches."""
    statement = (
        sa.select(
            sa.func.count(), sa.func.count(STATE.c.learner_id.distinct()), sa.func.count(STATE.c.card_id.distinct())
        )
        .join(Card, Card.id == STATE.c.card_id)
        .where(Card.question_id == question_id, Card.retired_at.is_(None))
    )
    return Remembered(*session.execute(statement).one())


def rememberers_of_questions(session: Session, question_ids: Collection[int]) -> dict[int, int]:
    """Return by how many learners some cards of each of some questions are remembered, where they are by any."""
    statement = (
        sa.select(Card.question_id, sa.func.count(STATE.c.learner_id.distinct()))
        .join(STATE, STATE.c.card_id == Card.id)
        .where(Card.question_id.in_(question_ids), Card.retired_at.is_(None))
        .group_by(Card.question_id)
    )
    return dict(session.execute(statement).all())
