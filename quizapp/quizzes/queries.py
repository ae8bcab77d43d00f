"""Looking up quizzes, attempts and slots, always of one learner. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

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
from quizapp.bank.models import Bank, Question, QuestionFacet, QuestionVersion, is_current, may_be_asked
from quizapp.bank.search import citing
from quizapp.quizzes.models import Attempt, Feedback, Quiz, Slot
from quizapp.quizzes.open_slots import OpenSlot, Telling
from quizapp.quizzes.selection import Selection
from quizapp.quizzes.terms import Sight, is_over, sight_of, terms_of
from quizapp.statements import Prepared

ATTEMPTS_TOLD = 3
"""How many open attempts, and how many finished ones, the start page tells of."""
MOST_HIDDEN = 20
"""Newest results that may be waiting to be shown: with more of them, fewer are listed."""
_SLOTS = cast("sa.Table", Slot.__table__)
_ATTEMPTS = cast("sa.Table", Attempt.__table__)
_QUIZZES = cast("sa.Table", Quiz.__table__)
_slot = (
    sa.select(
        _SLOTS.c.id,
        _SLOTS.c.attempt_id,
        _ATTEMPTS.c.learner_id,
        _SLOTS.c.position,
        _ATTEMPTS.c.size,
        _SLOTS.c.version_id,
        _SLOTS.c.arrangement,
        _SLOTS.c.answers,
        _SLOTS.c.score,
        _SLOTS.c.answered_at,
        _SLOTS.c.revealed_at,
        _ATTEMPTS.c.finished_at,
        _QUIZZES.c.feedback,
        _SLOTS.c.key_version_id,
        _SLOTS.c.certainty,
        _SLOTS.c.dropped,
        _ATTEMPTS.c.terms,
        _ATTEMPTS.c.closes_at,
        _ATTEMPTS.c.results_at,
    )
    .join(_ATTEMPTS, _ATTEMPTS.c.id == _SLOTS.c.attempt_id)
    .join(_QUIZZES, _QUIZZES.c.id == _ATTEMPTS.c.quiz_id)
    .where(
        _SLOTS.c.attempt_id == sa.bindparam("attempt"),
        _SLOTS.c.position == sa.bindparam("position"),
        _ATTEMPTS.c.learner_id == sa.bindparam("learner"),
    )
)
_slot_to_see = Prepared(lambda _dialect: _slot)
_slot_to_change = Prepared(lambda _dialect: _slot.with_for_update(of=_SLOTS))
_slot_and_visitor = Prepared(
    lambda _dialect: (
        _slot.add_columns(*VISITOR_COLUMNS)
        .join(PEOPLE, PEOPLE.c.id == _ATTEMPTS.c.learner_id)
        .outerjoin(SIGN_INS, is_signed_in)
        .where(is_claimed)
    )
)
_SLOT_WIDTH = len(_slot.selected_columns)


def slot_of_learner(
    session: Session, learner_id: int, attempt_id: int, position: int, *, to_change: bool = False
) -> OpenSlot | None:
    """Return one slot of a learner's attempt; to_change keeps other transactions from it until this one ends."""
    values = {"attempt": attempt_id, "position": position, "learner": learner_id}
    row = (_slot_to_change if to_change else _slot_to_see).first(session.connection(), values)
    return None if row is None else OpenSlot(*_typed(row))


def slot_of_claim(
    session: Session, claim: Claim, attempt_id: int, position: int, *, now: datetime
) -> tuple[OpenSlot, Visitor] | tuple[None, None]:
    """Return one slot of the attempt of whom a session claims to be, and who that is, by one statement."""
    values = {"attempt": attempt_id, "position": position, "learner": claim.id, **claim_values(claim, now)}
    row = _slot_and_visitor.first(session.connection(), values)
    if row is None:
        return None, None
    return OpenSlot(*_typed(row[:_SLOT_WIDTH])), Visitor(*row[_SLOT_WIDTH:])


def _typed(row: Sequence[Any]) -> tuple[Any, ...]:
    arrangement, answers = row[6:8]
    terms = None if row[16] is None else terms_of(*row[16:19])
    return (*row[:6], tuple(map(tuple, arrangement)), tuple(answers or ()), *row[8:16], terms)


def attempt_of_learner(
    session: Session, learner_id: int, attempt_id: int, *, to_change: bool = False
) -> Attempt | None:
    """Return one attempt of a learner, with its quiz."""
    statement = sa.select(Attempt).where(Attempt.id == attempt_id, Attempt.learner_id == learner_id)
    if to_change:
        return session.scalar(statement.with_for_update())
    return session.scalar(statement.options(joinedload(Attempt.quiz)))


def attempt_of_event(session: Session, learner_id: int, event_id: str) -> Attempt | None:
    """Return the attempt that an event of a learner's browser has opened."""
    return session.scalar(sa.select(Attempt).where(Attempt.learner_id == learner_id, Attempt.event_id == event_id))


def slots_of_attempt(session: Session, attempt_id: int) -> Sequence[Slot]:
    """Return an attempt's slots in order."""
    return session.scalars(sa.select(Slot).where(Slot.attempt_id == attempt_id).order_by(Slot.position)).all()


@dataclass(frozen=True, slots=True)
class SlotMark:
    """What the navigator says of a slot."""

    position: int
    answered: bool
    score: float | None


_marks = Prepared(
    lambda _dialect: (
        sa.select(_SLOTS.c.position, _SLOTS.c.answered_at.is_not(None), _SLOTS.c.score)
        .where(_SLOTS.c.attempt_id == sa.bindparam("attempt"))
        .order_by(_SLOTS.c.position)
    )
)


def marks_of_attempt(session: Session, attempt_id: int) -> list[SlotMark]:
    """Return which slots are answered and how they were scored."""
    return [SlotMark(*row) for row in _marks.all(session.connection(), {"attempt": attempt_id})]


_newest = (
    sa.select(Attempt)
    .where(Attempt.learner_id == sa.bindparam("learner"))
    .order_by(Attempt.started_at.desc())
    .options(joinedload(Attempt.quiz))
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_goes_on = sa.or_(Attempt.closes_at.is_(None), Attempt.closes_at > sa.bindparam("now"))
_unfinished = _newest.where(Attempt.finished_at.is_(None), _goes_on)
_finished = _newest.where(Attempt.finished_at.is_not(None))


def unfinished_attempts(session: Session, learner_id: int, *, now: datetime) -> Sequence[Attempt]:
    """Return a learner's open attempts, newest first."""
    return session.scalars(_unfinished, {"learner": learner_id, "now": now, "most": ATTEMPTS_TOLD}).all()


def questions_not_due(session: Session, learner_id: int, *, now: datetime) -> frozenset[int]:
    """Return the questions, by id, of a learner's attempts whose feedback comes at the end, or after a closing.

    Of one on which marks depend all of them wait for its end.
    """
    to_the_end = sa.or_(Quiz.feedback == Feedback.AT_END, Attempt.terms.is_not(None))
    waits_for_end = sa.and_(Attempt.finished_at.is_(None), to_the_end)
    statement = (
        sa.select(QuestionVersion.question_id)
        .join(Slot, Slot.version_id == QuestionVersion.id)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(Attempt.learner_id == learner_id, sa.or_(waits_for_end, Attempt.results_at > now))
    )
    return frozenset(session.scalars(statement))


def questions_sat(
    learner_id: int | sa.BindParameter[int], *, now: datetime | sa.BindParameter[datetime]
) -> sa.Select[int]:
    """Select the questions, by id, that attempts of a learner ask on which marks depend, until their answers are due.

    They are due when it is finished or, where something of its results waits for a closing, from then on.
    """
    is_undue = sa.or_(Attempt.finished_at.is_(None), Attempt.results_at > now)
    return (
        sa.select(QuestionVersion.question_id)
        .join(Slot, Slot.version_id == QuestionVersion.id)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .where(Attempt.learner_id == learner_id, Attempt.terms.is_not(None), is_undue)
    )


def held_until(
    session: Session, learner_id: int, *among: sa.ColumnElement[bool], now: datetime
) -> dict[int, datetime | None]:
    """Return those questions, by id, with the moments from which their answers are due; None while one is open.

    Conditions on Attempt and QuestionVersion leave some out.
    """
    statement = questions_sat(learner_id, now=now).add_columns(*_WHY).where(*among)
    return _until(session.execute(statement), now)


_WHY = (Attempt.finished_at, Attempt.closes_at, Attempt.results_at)


def _until(rows: Iterable[Sequence[Any]], now: datetime) -> dict[int, datetime | None]:
    until: dict[int, datetime | None] = {}
    for question_id, finished_at, closes_at, results_at, *_terms in rows:
        is_finished = finished_at is not None or is_over(closes_at, now)
        due_at = results_at if is_finished and results_at and results_at > now else None
        known = until.get(question_id, due_at)
        until[question_id] = max(known, due_at) if known and due_at else None
    return until


def held_by_others(session: Session, telling: Telling, *, now: datetime) -> dict[int, datetime | None]:
    """Return what it asks that waits for another attempt, as held_until does.

    One that is finished keeps nothing back where its own terms tell as much by now, as of two at one quiz.
    """
    values = {"learner": telling.learner_id, "attempt": telling.attempt_id, "position": telling.position, "now": now}
    rows = _HELD_BY_OTHERS.all(session.connection(), values)
    return _until((row for row in rows if not telling.sight.is_within(_told(row, now))), now)


def _told(row: Sequence[Any], now: datetime) -> Sight | None:
    """Return what an attempt on which marks depend shows of answers; None while it is open."""
    _question_id, finished_at, closes_at, results_at, stored = row
    terms = terms_of(stored, closes_at, results_at)
    is_finished = finished_at is not None or is_over(closes_at, now)
    return terms.sight(finished=True, now=now) if terms and is_finished else None


def _held_by_others(_dialect: str) -> sa.Select[Any]:
    learner, attempt, position = (sa.bindparam(name, type_=sa.Integer) for name in ("learner", "attempt", "position"))
    now = sa.bindparam("now", type_=Attempt.results_at.type)
    asked = sa.select(QuestionVersion.question_id).join(Slot, Slot.version_id == QuestionVersion.id)
    asked = asked.where(Slot.attempt_id == attempt, sa.or_(position == 0, Slot.position == position))
    statement = questions_sat(learner, now=now).add_columns(*_WHY, Attempt.terms)
    return statement.where(Attempt.id != attempt, QuestionVersion.question_id.in_(asked))


_HELD_BY_OTHERS = Prepared(_held_by_others)  # each answer's page asks it


def latest_finished(session: Session, learner_id: int, *, now: datetime) -> Sequence[Attempt]:
    """Return a learner's newest results, of those that they may see."""
    attempts = session.scalars(_finished, {"learner": learner_id, "most": ATTEMPTS_TOLD + MOST_HIDDEN})
    return [attempt for attempt in attempts if sight_of(attempt, now=now).score][:ATTEMPTS_TOLD]


def _cites(passage: str) -> sa.ColumnElement[bool]:
    return QuestionVersion.search_text.contains(citing(passage), autoescape=True)


def _with_facets(facets: Sequence[str]) -> sa.Select[int]:
    return sa.select(QuestionFacet.question_id).where(QuestionFacet.facet.in_(facets))


def versions_for_selection(
    session: Session, selection: Selection, *among: sa.ColumnElement[bool]
) -> list[tuple[int, str]]:
    """Return the current versions that a selection draws from, as (version id, kind), in the banks' order.

    Conditions on Question leave some out.
    """
    statement = (
        sa.select(QuestionVersion.id, QuestionVersion.kind)
        .join(Question, is_current())
        .join(Bank, Bank.id == Question.bank_id)
        .where(*may_be_asked(), *among)
        .order_by(Bank.key, Question.position)
    )
    if selection.questions:
        statement = statement.where(Question.id.in_(selection.questions))
    for column, wanted in (
        (Bank.key, selection.banks),
        (QuestionVersion.topic, selection.topics),
        (QuestionVersion.kind, selection.kinds),
    ):
        if wanted and not selection.questions:
            statement = statement.where(column.in_(wanted))
    if selection.passages and not selection.questions:
        statement = statement.where(sa.or_(*map(_cites, selection.passages)))
    if selection.facets and not selection.questions:
        statement = statement.where(Question.id.in_(_with_facets(selection.facets)))
    return list(session.execute(statement))
