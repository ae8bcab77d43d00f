"""What a test's day promises for a class, added up: no student's figure leaves it. Nothing here changes anything."""

from __future__ import annotations

import statistics
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Card, Question, may_be_asked
from quizapp.memory.models import MemoryState
from quizapp.memory.weights import rules_of_learners
from quizapp.planning.exam_queries import banks_of_exam, costs_of
from quizapp.planning.models import Exam, ExamChoice
from quizapp.scheduling.day import day_of
from quizapp.scheduling.planner import Candidate, Planner
from quizapp.scheduling.state import Rules

FEWEST = 5
"""Students below whom nothing is told but the class's mean: more would tell about single ones."""
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9)
"""Where the bands of expected recall begin in which students are counted."""
_MOST_STUDENTS, _MOST_CARDS, _FEWEST_CARDS = 40, 400, 8
_MOST_STEPS = 20_000
"""Cards × days, of all students; where there are more, cards are looked at that are spread evenly."""
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Paces:
    """How a class prepares, by its students' own choice."""

    as_proposed: int
    own: int
    """With minutes of their own."""
    left_out: int


@dataclass(frozen=True, slots=True)
class ClassForecast:
    """Where a class stands with a test: means over its students of the expected recall of all cards."""

    students: int
    looked_at: int
    cards: int
    now: float
    """Were the test today."""
    unaided: float
    """On the day, without any more practice."""
    planned: float
    """On the day, with the minutes that each student has chosen."""
    bands: tuple[int, ...] = ()
    """How many of the students looked at are expected in each of BANDS by the plan; () where they are few."""
    paces: Paces | None = None
    """None where they are few."""


def forecast_class(
    session: Session, rules: Rules, exam: Exam, student_ids: Sequence[int], today: int
) -> ClassForecast | None:
    """Return what the day of a test promises for a class, by a fixed number of statements; None without cards."""
    cards = _cards(session, exam.id)
    if not student_ids or not cards:
        return None
    some, sample = _spread(student_ids, _MOST_STUDENTS), _spread(cards, _MOST_CARDS)
    memories = _memories(session, some, [card for card, _question in sample])
    choices = _choices(session, exam.id)
    own, costs = rules_of_learners(session, rules, some), costs_of(session, *some)
    day = day_of(exam.held_on)
    each = max(_MOST_STEPS // (len(some) * max(day - today, 1)), _FEWEST_CARDS)
    rows = []
    for place, one in enumerate(some):
        asked = _spread(sample, each, place)
        mine = [memories.get((one, card)) or Candidate(card, question) for card, question in asked]
        planner = Planner(own[one].parameters, day, costs)
        seconds = _minutes(exam, choices.get(one)) * 60 * len(mine) / len(cards)
        outlook = planner.outlook(mine, today, seconds)
        rows.append((_mean(Planner(own[one].parameters, today), mine), _mean(planner, mine), outlook))
    return _added_up(rows, len(student_ids), len(cards), _paces(exam, student_ids, choices))


def _added_up(rows: Sequence[tuple[float, float, float]], students: int, cards: int, paces: Paces) -> ClassForecast:
    now, unaided, planned = (statistics.fmean(column) for column in zip(*rows, strict=True))
    if students < FEWEST:
        return ClassForecast(students, len(rows), cards, now, unaided, planned)
    counts = [0] * len(BANDS)
    for row in rows:
        counts[bisect_right(BANDS, row[2]) - 1] += 1
    return ClassForecast(students, len(rows), cards, now, unaided, planned, tuple(counts), paces)


def _spread(items: Sequence[_Item], most: int, start: int = 0) -> Sequence[_Item]:
    """Return at most so many of some items, evenly apart."""
    apart = -(-len(items) // most)
    return items[start % apart :: apart]


def _mean(planner: Planner, cards: Sequence[Candidate]) -> float:
    return statistics.fmean(map(planner.recall_on_the_day, cards))


def _cards(session: Session, exam_id: int) -> list[tuple[int, int]]:
    """Return the cards that a test may ask, each with its question, in the banks' order."""
    statement = (
        sa.select(Card.id, Card.question_id)
        .join(Question, Question.id == Card.question_id)
        .where(Question.bank_id.in_(banks_of_exam(session, exam_id)), Card.retired_at.is_(None), *may_be_asked())
        .order_by(Question.bank_id, Question.position, Card.position)
    )
    return [(card, question) for card, question in session.execute(statement)]


def _memories(
    session: Session, learner_ids: Sequence[int], card_ids: Sequence[int]
) -> dict[tuple[int, int], Candidate]:
    state = MemoryState
    statement = (
        sa.select(state.learner_id, state.card_id, Card.question_id, state.stability, state.difficulty, state.last_day)
        .join(Card, Card.id == state.card_id)
        .where(state.learner_id.in_(learner_ids), state.card_id.in_(card_ids))
    )
    rows = session.connection().execute(statement)
    return {
        (learner, card): Candidate(card, question, stability, difficulty, last_day)
        for learner, card, question, stability, difficulty, last_day in rows
    }


def _choices(session: Session, exam_id: int) -> dict[int, ExamChoice]:
    """Return what learners made of a test, by their id."""
    found = session.scalars(sa.select(ExamChoice).where(ExamChoice.exam_id == exam_id))
    return {choice.learner_id: choice for choice in found}


def _minutes(exam: Exam, choice: ExamChoice | None) -> int:
    if choice is None:
        return exam.minutes_per_day
    return choice.minutes_per_day if choice.follows else 0


def _paces(exam: Exam, student_ids: Sequence[int], choices: Mapping[int, ExamChoice]) -> Paces:
    made = [choices[one] for one in student_ids if one in choices]
    left_out = sum(not choice.follows for choice in made)
    own = sum(choice.follows and choice.minutes_per_day != exam.minutes_per_day for choice in made)
    return Paces(len(student_ids) - left_out - own, own, left_out)
