"""Queries for how far students are with flashcard goals and readings: from the log, the memories, the marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.deadlines import last_moment
from quizapp.assignments.finding import questions_found
from quizapp.assignments.models import Assignment, Kind, ReadPassage
from quizapp.assignments.settings import CardsSettings, Goal, ReadingSettings
from quizapp.bank.models import Card, Question, may_be_asked
from quizapp.bank.vocabulary import known_values
from quizapp.batches import MOST_VALUES, batches
from quizapp.classroom.models import Enrolment
from quizapp.memory.models import MemoryState, ReviewEvent
from quizapp.memory.queries import not_undone
from quizapp.memory.weights import rules_of_learners
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.state import Rules
from quizapp.search.fields import Vocabulary

_MINUTE_MS = 60_000
"""Also the most that one card's time counts: somebody left the room."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is."""

    done: float = 0.0
    wanted: float = 0.0
    unit: str = ""
    """What stands behind each figure: " %" where they are percent."""

    @property
    def share(self) -> float:
        """Return the share that is reached, from 0 to 1."""
        return min(1.0, self.done / self.wanted) if self.wanted else 0.0

    @property
    def is_reached(self) -> bool:
        """Say whether all is done that was wanted."""
        return self.wanted > 0 and self.done >= self.wanted

    @property
    def said(self) -> str:
        """Return it as two figures."""
        return f"{int(self.done)}{self.unit}/{int(self.wanted)}{self.unit}" if self.wanted else ""


Done = dict[tuple[int, int], Progress]


def progress_of(
    session: Session, assignments: Sequence[Assignment], students: Sequence[int], rules: Rules, *, now: datetime
) -> Done:
    """Return how far each of some students is with each goal and reading, by (assignment id, person id)."""
    done: Done = {}
    cards = {one.id: (one, CardsSettings.model_validate(one.settings)) for one in assignments if one.kind == Kind.CARDS}
    studied = {number: pair for number, pair in cards.items() if pair[1].goal != Goal.RETENTION}
    remembered = {number: pair for number, pair in cards.items() if pair[1].goal == Goal.RETENTION}
    if studied:
        done |= _studied(session, studied, students, now)
    if remembered:
        done |= _remembered(session, remembered, students, rules, now)
    readings = {one.id: one for one in assignments if one.kind == Kind.READING}
    return done | _read(session, readings, students) if readings else done


Goals = Mapping[int, tuple[Assignment, CardsSettings]]


def _studied(session: Session, goals: Goals, students: Sequence[int], now: datetime) -> Done:
    told = sa.case((ReviewEvent.duration_ms > _MINUTE_MS, _MINUTE_MS), else_=ReviewEvent.duration_ms)
    parts, vocabulary = [], known_values(session)
    for assignment, settings in goals.values():
        statement = (
            sa.select(sa.literal(assignment.id), ReviewEvent.learner_id, sa.func.count())
            .add_columns(sa.func.coalesce(sa.func.sum(told), 0))
            .join(Card, Card.id == ReviewEvent.card_id)
            .where(ReviewEvent.learner_id.in_(students), ReviewEvent.source == "review", *not_undone())
            .where(ReviewEvent.at >= (assignment.opens_at or assignment.created_at))
            .where(ReviewEvent.at <= (last_moment(assignment) or now), _is_for_class(assignment.class_id))
            .group_by(ReviewEvent.learner_id)
        )
        if settings.query:
            found = questions_found(session, settings.query, vocabulary, now=now)
            statement = statement.where(Card.question_id.in_(found))
        parts.append(statement)
    done: Done = {}
    for number, learner_id, count, milliseconds in _rows_of(session, parts, students):
        settings = goals[number][1]
        reached = count if settings.goal == Goal.CARDS else milliseconds / _MINUTE_MS
        done[number, learner_id] = Progress(float(reached), settings.target)
    return _with_wanted(done, {number: pair[1].target for number, pair in goals.items()}, students)


def _is_for_class(class_id: int) -> sa.ColumnElement[bool]:
    """Return the condition that an event counts in a class: for a borrowed account, none from before it joined."""
    borrowed = sa.select(Enrolment.person_id).where(Enrolment.class_id == class_id, Enrolment.is_borrowed)
    here = Enrolment.class_id == class_id, Enrolment.person_id == ReviewEvent.learner_id
    joined = sa.exists().where(*here, Enrolment.joined_at <= ReviewEvent.at)
    return sa.or_(ReviewEvent.learner_id.not_in(borrowed), joined)


def _remembered(session: Session, goals: Goals, students: Sequence[int], rules: Rules, now: datetime) -> Done:
    """Return the mean chance of recall of all cards of each goal at its closing, in percent; cards not met count 0."""
    follow = rules_of_learners(session, rules, students)
    vocabulary = known_values(session)
    wanted = {number: _cards_asked(session, one[1], vocabulary, now) for number, one in goals.items()}
    totals = _counted(session, wanted)
    days = {number: rules.day(last_moment(assignment) or now) for number, (assignment, _settings) in goals.items()}
    summed: dict[tuple[int, int], float] = defaultdict(float)
    for number, learner_id, stability, last_day in _memories(session, wanted, students):
        recall = formulas(follow[learner_id].parameters.weights).recall
        summed[number, learner_id] += recall(stability, max(days[number] - last_day, 0))
    targets = {number: settings.target for number, (_one, settings) in goals.items()}
    percents = {(number, learner_id): 0.0 for number in targets for learner_id in students}
    percents |= {key: 100 * total / totals[key[0]] for key, total in summed.items()}
    return {key: Progress(percent, targets[key[0]], "\N{NO-BREAK SPACE}%") for key, percent in percents.items()}


def _cards_asked(session: Session, settings: CardsSettings, vocabulary: Vocabulary, now: datetime) -> sa.Select[int]:
    cards = sa.select(Card.id).join(Question, Question.id == Card.question_id)
    cards = cards.where(Card.retired_at.is_(None), *may_be_asked())
    if not settings.query:
        return cards
    return cards.where(Question.id.in_(questions_found(session, settings.query, vocabulary, now=now)))


def _counted(session: Session, wanted: Mapping[int, sa.Select[int]]) -> dict[int, int]:
    """Return how many cards each goal asks for, by one statement however many goals there are."""
    parts = [
        sa.select(sa.literal(number), sa.func.count()).select_from(cards.subquery()) for number, cards in wanted.items()
    ]
    return dict(session.execute(sa.union_all(*parts)).all())


def _memories(session: Session, wanted: Mapping[int, sa.Select[int]], students: Sequence[int]) -> Sequence[Any]:
    """Return rows of a goal, a learner, and what they remember of one of its cards."""
    parts = [
        sa.select(sa.literal(number), MemoryState.learner_id, MemoryState.stability, MemoryState.last_day).where(
            MemoryState.learner_id.in_(students), MemoryState.card_id.in_(cards)
        )
        for number, cards in wanted.items()
    ]
    return _rows_of(session, parts, students)


def _rows_of(session: Session, parts: Sequence[sa.Select[*tuple[Any, ...]]], students: Sequence[int]) -> list[Any]:
    """Return the rows of statements that each name all the students: by one statement while they are not too many."""
    together = max(MOST_VALUES // max(len(students), 1), 1)
    return [row for some in batches(parts, together) for row in session.execute(sa.union_all(*some))]


def _read(session: Session, readings: Mapping[int, Assignment], students: Sequence[int]) -> Done:
    wanted = {
        number: ReadingSettings.model_validate(assignment.settings).passages for number, assignment in readings.items()
    }
    statement = sa.select(ReadPassage.assignment_id, ReadPassage.person_id, ReadPassage.passage)
    statement = statement.where(ReadPassage.assignment_id.in_(readings), ReadPassage.person_id.in_(students))
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for number, person_id, passage in session.execute(statement):
        counts[number, person_id] += passage in wanted[number]
    done = {key: Progress(count, len(wanted[key[0]])) for key, count in counts.items()}
    return _with_wanted(done, {number: len(passages) for number, passages in wanted.items()}, students)


def _with_wanted(done: Done, wanted: Mapping[int, int], students: Sequence[int]) -> Done:
    nothing = {(number, person_id): Progress(0, target) for number, target in wanted.items() for person_id in students}
    return nothing | done
