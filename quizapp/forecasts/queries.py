"""What a class remembers, added up by the database: a row for a student and topic, or for a card. Changes nothing.

A card that a student suspended counts in all that tells what they know: it is forgotten like others, and a test may ask
it. Only what waits for them to study is told without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.forecasts.recall import Learners
from quizapp.memory.rows import STATE
from quizapp.review.models import CardMark
from quizapp.scheduling.warm_up import Candidate

Condition = sa.ColumnElement[bool]


def given_cards(within: Condition) -> sa.CTE:
    """Return the cards that questions give, each with its topic, as far as the visitor may see the questions.

    It is worked out once: looked up card by card for each memory it costs as much again.
    """
    return (
        sa.select(Card.id.label("card_id"), Card.question_id, QuestionVersion.topic)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .where(Card.retired_at.is_(None), *may_be_asked(), within)
        .cte("given")
        .prefix_with("MATERIALIZED")
    )


def cards_by_topic(session: Session, within: Condition) -> dict[str, int]:
    """Return how many cards each topic has."""
    given = given_cards(within)
    return dict(session.execute(sa.select(given.c.topic, sa.func.count()).group_by(given.c.topic)).all())


class Standing(NamedTuple):
    """What a student has met of a topic."""

    student_id: int
    topic: str
    met: int
    answers: int
    due: int
    """Cards that wait for them: none that they suspended, but those that they put off until tomorrow."""
    last_day: int
    now: float
    """How many of the cards met they are expected to recall today."""
    then: float
    """The same on the day that is asked about."""


def standings(session: Session, learners: Learners, within: Condition, *, today: int, then: int) -> list[Standing]:
    """Return a row for each student and topic that they met anything of, by one statement."""
    given = given_cards(within)
    of_memory = CardMark.learner_id == STATE.c.learner_id, CardMark.card_id == STATE.c.card_id
    is_suspended = sa.exists().where(*of_memory, CardMark.suspended_at.is_not(None))
    is_due = sa.case((sa.and_(STATE.c.due_day <= today, ~is_suspended), 1), else_=0)
    sums = [sa.func.sum(one) for one in (STATE.c.reps, is_due)]
    statement = (
        sa.select(STATE.c.learner_id, given.c.topic, sa.func.count(), *sums, sa.func.max(STATE.c.last_day))
        .add_columns(sa.func.sum(learners.recall_on(today)), sa.func.sum(learners.recall_on(then)))
        .join(given, given.c.card_id == STATE.c.card_id)
        .where(learners.are_meant())
        .group_by(STATE.c.learner_id, given.c.topic)
    )
    return [Standing(*row) for row in session.execute(statement)]


class TopicCurve(NamedTuple):
    """How much of what was met of a topic is recalled on some days."""

    topic: str
    met: int
    recalled: tuple[float, ...]
    """How many of the cards met are expected to be recalled, day by day."""


def curves_by_topic(session: Session, learners: Learners, within: Condition, days: Sequence[int]) -> list[TopicCurve]:
    """Return how each topic is forgotten, by one statement: added up by card first, in half of the time."""
    given = given_cards(within)
    recalled = [sa.func.sum(learners.recall_on(day)).label(f"day_{place}") for place, day in enumerate(days)]
    by_card = (
        sa.select(STATE.c.card_id, sa.func.count().label("met"), *recalled)
        .where(learners.are_meant())
        .group_by(STATE.c.card_id)
        .subquery()
    )
    sums = [sa.func.sum(by_card.c[one.name]) for one in recalled]
    statement = (
        sa.select(given.c.topic, sa.func.sum(by_card.c.met), *sums)
        .join(by_card, by_card.c.card_id == given.c.card_id)
        .group_by(given.c.topic)
        .order_by(given.c.topic)
    )
    return [TopicCurve(row[0], int(row[1]), tuple(row[2:])) for row in session.execute(statement)]


def candidates(session: Session, learners: Learners, within: Condition, day: int) -> list[Candidate]:
    """Return the cards that somebody met, with how many will have forgotten each by a day, by one statement."""
    given = given_cards(within)
    by_card = (
        sa.select(STATE.c.card_id, sa.func.count().label("students"))
        .add_columns(sa.func.sum(1 - learners.recall_on(day)).label("forgotten"))
        .where(learners.are_meant())
        .group_by(STATE.c.card_id)
        .subquery()
    )
    statement = sa.select(given, by_card.c.students, by_card.c.forgotten).join(
        by_card, by_card.c.card_id == given.c.card_id
    )
    return [Candidate(*row) for row in session.execute(statement)]


def last_days(session: Session, learners: Learners) -> Mapping[int, int]:
    """Return the learner-day of each student's last answer, whatever bank it was in."""
    statement = (
        sa.select(STATE.c.learner_id, sa.func.max(STATE.c.last_day))
        .where(learners.are_meant())
        .group_by(STATE.c.learner_id)
    )
    return dict(session.execute(statement).all())
