"""What a class starts its lesson with: cards that most will have forgotten, none that something open of theirs asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.deadlines import last_moment
from quizapp.assignments.models import Kind
from quizapp.assignments.queries import assignments_of_class
from quizapp.assignments.settings import quiz_settings
from quizapp.bank.models import Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.bank.signals import secrets_wanted
from quizapp.classroom.models import Enrolment
from quizapp.forecasts import queries
from quizapp.forecasts.queries import Condition
from quizapp.forecasts.recall import Learners
from quizapp.scheduling.warm_up import Candidate, choose_cards


def questions_withheld(session: Session, class_id: int, *, now: datetime) -> frozenset[int]:
    """Return the questions, by id, whose answers are not due to somebody in a class.

    They are asked by what a student has open, or stand in a quiz of the class's that is not over. Which questions a
    quiz will draw by its rules is not known before it does.
    """
    told = secrets_wanted.send(session, learner_id=Enrolment.person_id, now=now)
    here = sa.and_(Enrolment.class_id == class_id, Enrolment.left_at.is_(None))
    selects = [select.where(here) for _who, some in told for select in some]
    asked = session.scalars(sa.union(*selects)).all() if selects else []
    return frozenset(asked).union(_given_out(session, class_id, now))


def _given_out(session: Session, class_id: int, now: datetime) -> Iterable[int]:
    for one in assignments_of_class(session, class_id):
        last = last_moment(one)
        if one.kind == Kind.QUIZ and (last is None or last > now):
            yield from quiz_settings(one.settings).questions


def cards_to_start_with(
    session: Session, learners: Learners, within: Condition, withheld: frozenset[int], day: int
) -> list[Candidate]:
    """Return the cards that a class starts its lesson on a day with."""
    found = queries.candidates(session, learners, within, day)
    return choose_cards(one for one in found if one.question_id not in withheld)


def questions_of(chosen: Iterable[Candidate]) -> list[int]:
    """Return the questions, by id, of the cards that were chosen: what an assignment of the same is made of."""
    return [one.question_id for one in chosen]


def versions_of_cards(session: Session, card_ids: Sequence[int], within: Condition) -> dict[int, tuple[int, int, str]]:
    """Return the question, its current version and the key of each of some cards that may be asked, by card id."""
    statement = (
        sa.select(Card.id, Question.id, QuestionVersion.id, Card.key)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .where(Card.id.in_(card_ids), Card.retired_at.is_(None), *may_be_asked(), within)
    )
    return {card_id: (question, version, key) for card_id, question, version, key in session.execute(statement)}
