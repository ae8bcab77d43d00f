"""Queries that draw the questions of a quiz for one student: the same seed draws the same from the same banks."""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.finding import questions_found
from quizapp.assignments.settings import DrawnBy, QuizSettings
from quizapp.bank.conditions import FEWEST_ANSWERED
from quizapp.bank.models import Card, Question, QuestionFacility, QuestionVersion, is_current, may_be_asked
from quizapp.batches import MOST_VALUES, batches
from quizapp.formats.quiz_rules import Drawable, DrawRule, draw
from quizapp.memory.models import ReviewEvent
from quizapp.quizzes.models import Attempt, Slot

DRAWS_COMPARED = 40
"""How many drawings are compared where difficulty is balanced."""
GUESSED_FACILITY = {1: 0.8, 2: 0.65, 3: 0.5}
"""By level, of questions that too few have answered."""
_NOTHING = ("",)
"""References of no question: a rule without references would draw from all."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn."""

    version_ids: tuple[int, ...]
    seen_before: int = 0
    """How many of them the student had met within the days that their rule names."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    version_id: int
    facility: float
    drawable: Drawable


def seed_of(assignment_seed: int, person_id: int, number: int) -> int:
    """Return the seed of a student's attempt: from 0 to 2 ** 31 - 1."""
    digest = hashlib.sha256(f"{assignment_seed}/{person_id}/{number}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def draw_questions(session: Session, quiz: QuizSettings, person_id: int, seed: int, *, now: datetime) -> Drawn:
    """Return the versions that a student is asked, in their order; fewer where the banks hold too few."""
    rng = Random(seed)  # noqa: S311 - an order that can be made again, no secret
    drawn = _fixed(session, quiz.questions) if quiz.questions else _by_rules(session, quiz, person_id, rng, now)
    if not quiz.shuffled:
        return drawn
    return Drawn(tuple(rng.sample(drawn.version_ids, len(drawn.version_ids))), drawn.seen_before)


def _fixed(session: Session, question_ids: Sequence[int]) -> Drawn:
    statement = (
        sa.select(Question.id, QuestionVersion.id)
        .join(QuestionVersion, is_current())
        .where(Question.id.in_(question_ids), *may_be_asked())
    )
    found = {row[0]: row[1] for row in session.execute(statement)}
    return Drawn(tuple(found[number] for number in question_ids if number in found))


def _by_rules(session: Session, quiz: QuizSettings, person_id: int, rng: Random, now: datetime) -> Drawn:
    fitting = [list(session.scalars(questions_found(session, rule.query, now=now))) for rule in quiz.rules]
    candidates = _candidates(session, {number for found in fitting for number in found})
    seen = [_seen_since(session, person_id, rule, now) for rule in quiz.rules]
    fresh = [[one for one in found if one not in met] for found, met in zip(fitting, seen, strict=True)]
    chosen = _best_of(_draws(quiz, candidates, (fresh, fitting), rng), fitting, candidates, quiz)
    met = sum(one in seen[place] for place, ones in enumerate(chosen) for one in ones)
    return Drawn(tuple(candidates[one].version_id for ones in chosen for one in ones), met)


Candidates = Mapping[int, _Candidate]
Chosen = list[list[int]]
"""The questions, by id, that each rule has drawn."""


def _candidates(session: Session, question_ids: Collection[int]) -> dict[int, _Candidate]:
    statement = (
        sa.select(Question.id, QuestionVersion.id, QuestionVersion.kind, QuestionVersion.topic, QuestionVersion.level)
        .add_columns(QuestionFacility.answered, QuestionFacility.share)
        .join(QuestionVersion, is_current())
        .outerjoin(QuestionFacility, QuestionFacility.question_id == Question.id)
    )
    rows = (
        row
        for some in batches(sorted(question_ids), MOST_VALUES)
        for row in session.execute(statement.where(Question.id.in_(some)).order_by(Question.id))
    )
    found = {}
    for number, version_id, kind, topic, level, answered, share in rows:
        counted = share if answered is not None and answered >= FEWEST_ANSWERED else GUESSED_FACILITY.get(level, 0.65)
        found[number] = _Candidate(version_id, counted, Drawable(str(number), "", kind, topic, level, ()))
    return found


def _seen_since(session: Session, person_id: int, rule: DrawnBy, now: datetime) -> frozenset[int]:
    if not rule.unseen_days:
        return frozenset()
    since = now - timedelta(days=rule.unseen_days)
    asked = (
        sa.select(QuestionVersion.question_id)
        .join(Slot, Slot.version_id == QuestionVersion.id)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .where(Attempt.learner_id == person_id, Attempt.started_at >= since)
    )
    studied = (
        sa.select(Card.question_id)
        .join(ReviewEvent, ReviewEvent.card_id == Card.id)
        .where(ReviewEvent.learner_id == person_id, ReviewEvent.at >= since)
    )
    return frozenset(session.scalars(sa.union(asked, studied)))


def _draws(quiz: QuizSettings, candidates: Candidates, pools: tuple[Chosen, Chosen], rng: Random) -> list[Chosen]:
    """Draw once, or often where the best is looked for; rules that run out of fresh questions take met ones."""
    fresh, fitting = pools
    drawn = []
    for _ in range(DRAWS_COMPARED if quiz.balanced else 1):
        chosen = _drawn_from(fresh, [rule.count for rule in quiz.rules], candidates, rng)
        missing = [rule.count - len(ones) for rule, ones in zip(quiz.rules, chosen, strict=True)]
        if any(missing):
            taken = {one for ones in chosen for one in ones}
            left = [[one for one in found if one not in taken] for found in fitting]
            more = _drawn_from(left, missing, candidates, rng)
            chosen = [[*ones, *others] for ones, others in zip(chosen, more, strict=True)]
        drawn.append(chosen)
    return drawn


def _drawn_from(pools: Chosen, counts: Sequence[int], candidates: Candidates, rng: Random) -> Chosen:
    rules = [
        DrawRule(count, questions=tuple(map(str, pool)) or _NOTHING) for pool, count in zip(pools, counts, strict=True)
    ]
    numbers = list(candidates)
    places = draw(rules, [candidates[number].drawable for number in numbers], rng)
    return [[numbers[place] for place in some] for some in places]


def _best_of(drawn: Sequence[Chosen], fitting: Chosen, candidates: Candidates, quiz: QuizSettings) -> Chosen:
    """Return the drawing whose mean facility is nearest to what drawing without end would give on average."""
    if len(drawn) == 1:
        return drawn[0]
    expected = sum(
        rule.count * statistics.fmean(candidates[one].facility for one in found)
        for rule, found in zip(quiz.rules, fitting, strict=True)
        if found
    )

    def _distance(chosen: Chosen) -> float:
        return abs(sum(candidates[one].facility for ones in chosen for one in ones) - expected)

    return min(drawn, key=_distance)
