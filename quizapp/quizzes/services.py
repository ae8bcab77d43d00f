"""Services of attempts: starting, answering, finishing. Answers are only ever added; the newest of a slot counts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.bank.models import Question
from quizapp.kinds.base import Answers, ContentError, Fields, Grade
from quizapp.memory.crediting import Foreseen, foresee_scores, record_foreseen, record_scores
from quizapp.memory.services import Event, Learner
from quizapp.quizzes import queries
from quizapp.quizzes.certainty import read_certainty
from quizapp.quizzes.held_back import NoQuestionsError, refuse_held
from quizapp.quizzes.marking import grade_answers, marked_by
from quizapp.quizzes.models import Attempt, Feedback, Response, Slot
from quizapp.quizzes.open_slots import OpenSlot
from quizapp.quizzes.overtaking import add_response
from quizapp.quizzes.recipes import Recipe, quiz_of
from quizapp.quizzes.selection import Selection
from quizapp.statements import Prepared

_RESPONSES = cast("sa.Table", Response.__table__)
_SLOT = cast("sa.Table", Slot.__table__)
_finished = sa.select(Attempt.finished_at).where(Attempt.id == _SLOT.c.attempt_id).scalar_subquery()
_answer_slot = Prepared(
    lambda _dialect: (
        sa.update(_SLOT)
        .where(
            _SLOT.c.id == sa.bindparam("slot"),
            _finished.is_(None),
            sa.or_(_SLOT.c.answered_at.is_(None), sa.bindparam("feedback") == Feedback.AT_END),
            _SLOT.c.key_version_id.is_not_distinct_from(sa.bindparam("key", type_=_SLOT.c.key_version_id.type)),
        )
        .values(
            answers=sa.bindparam("new_answers", type_=_SLOT.c.answers.type),
            score=sa.bindparam("new_score"),
            answered_at=sa.bindparam("new_answered_at", type_=_SLOT.c.answered_at.type),
            certainty=sa.bindparam("new_certainty", type_=_SLOT.c.certainty.type),
        )
    )
)
_response_by_event = sa.select(_RESPONSES.c.id).where(
    _RESPONSES.c.slot_id == sa.bindparam("slot"), _RESPONSES.c.event_id == sa.bindparam("event")
)


class SlotClosedError(Exception):
    """The answer stands: its feedback was shown, or the attempt is finished."""


class TooLateError(Exception):
    """The attempt has ended by itself, and the grace has passed."""


class NotRevealedError(Exception):
    """A self-rated question is rated only after its back was seen."""


class KeyChangedError(Exception):
    """A regrade chose another key since the answer was marked: mark it again."""


@dataclass(frozen=True, slots=True)
class Practice:
    """What a learner wants to practise: which questions, and when to see what was right."""

    title: str
    selection: Selection
    feedback: Feedback


def start_attempt(  # noqa: PLR0913 - who, what, which event, by what chance, when
    session: Session, learner_id: int, practice: Practice, *, event_id: str, rng: Random, now: datetime
) -> Attempt:
    """Draw questions and open an attempt; the same event again returns the attempt it opened.

    Raises:
        NoQuestionsError: nothing fits the selection.
        HeldBackError: nothing but what waits for quizzes on which marks depend.
    """
    if known := queries.attempt_of_event(session, learner_id, event_id):
        return known
    sat = queries.questions_sat(learner_id, now=now)
    versions = queries.versions_for_selection(session, practice.selection, Question.id.not_in(sat))
    if not versions:
        held = queries.versions_for_selection(session, practice.selection, Question.id.in_(sat))
        refuse_held(session, learner_id, [version_id for version_id, _kind in held], now=now)
    if not versions or practice.selection.size < 1:
        raise NoQuestionsError
    drawn = rng.sample([version_id for version_id, _kind in versions], min(practice.selection.size, len(versions)))
    fingerprint = practice.selection.fingerprint(practice.feedback)
    recipe = Recipe(fingerprint, practice.title, practice.selection.as_json(), practice.feedback)
    return open_attempt(session, learner_id, recipe, drawn, event_id=event_id, rng=rng, now=now)


def open_attempt(  # noqa: PLR0913 - who, at what, with which questions, which event, by what chance, when
    session: Session,
    learner_id: int,
    recipe: Recipe,
    drawn: Sequence[int],
    *,
    event_id: str,
    rng: Random,
    now: datetime,
) -> Attempt:
    """Open an attempt at a quiz with the drawn versions, in their order."""
    quiz = quiz_of(session, recipe, now=now)
    attempt = Attempt(event_id=event_id, quiz_id=quiz.id, learner_id=learner_id, size=len(drawn), started_at=now)
    if terms := recipe.terms:
        attempt.terms, attempt.closes_at, attempt.results_at = terms.as_json(), terms.closes_at, terms.results_at
    session.add(attempt)
    session.flush()
    session.add_all(_slots(session, attempt.id, drawn, rng))
    session.flush()
    return attempt


def _slots(session: Session, attempt_id: int, drawn: Sequence[int], rng: Random) -> list[Slot]:
    return [
        Slot(
            attempt_id=attempt_id,
            position=position,
            version_id=version_id,
            arrangement=[list(order) for order in asked_version(session, version_id).content.arrange(rng)],
        )
        for position, version_id in enumerate(drawn, start=1)
    ]


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """What was answered, what it is worth, and what it will make of the memories that it is evidence for."""

    answers: Answers
    grade: Grade
    self_rated: bool
    foreseen: Foreseen | None
    certainty: int | None = None


def mark_answer(session: Session, learner: Learner, slot: OpenSlot, fields: Fields, *, now: datetime) -> MarkedAnswer:
    """Read the fields that were sent for a slot, and mark them. Nothing is kept yet.

    Raises:
        ContentError: the fields are not of this question, or are not understood.
    """
    version = asked_version(session, slot.version_id)
    answers = version.content.read(fields, slot.arrangement)
    marked = mark_answers(session, learner, Asked(slot, version), answers, now=now)
    if slot.terms is None or not slot.terms.certainty:
        return marked
    return replace(marked, certainty=read_certainty(fields))


@dataclass(frozen=True, slots=True)
class Asked:
    """A slot, and the question that it asks."""

    slot: OpenSlot
    version: AskedVersion


def mark_answers(session: Session, learner: Learner, asked: Asked, answers: Answers, *, now: datetime) -> MarkedAnswer:
    """Mark answers, and work out what they will make of the memories. Nothing is kept yet."""
    slot, key, carried = asked.slot, asked.version, answers
    if slot.key_version_id is not None:
        key, carried = marked_by(session, slot.version_id, slot.key_version_id, answers)
    grade = grade_answers(session, key, carried)
    scores = _scores_of(key, grade) if slot.feedback == Feedback.AT_ONCE and not slot.is_closed else {}
    foreseen = foresee_scores(session, learner, scores, at=now) if scores else None
    return MarkedAnswer(answers, grade, asked.version.content.self_rated, foreseen)


def submit_answer(  # noqa: PLR0913 - who, where, what, which event, when
    session: Session, learner: Learner, slot: OpenSlot, answer: MarkedAnswer, *, event_id: str, now: datetime
) -> None:
    """Keep a marked answer; the same event again changes nothing.

    A quiz that shows feedback at once hands the evidence to memory now, the others when the attempt is finished.
    The slot may have been read before this transaction: whether it is open still is decided where it is written.

    Raises:
        TooLateError: the attempt has ended by itself.
        SlotClosedError: the answer there stands already; what this transaction wrote must be rolled back.
        NotRevealedError: a self-rated question whose back was not shown yet.
        KeyChangedError: a regrade came between marking and writing; roll back, and mark it again.
    """
    if (slot.is_late or slot.is_closed) and not _is_known(session, slot, event_id):
        raise TooLateError if slot.is_late else SlotClosedError
    if answer.self_rated and slot.revealed_at is None:
        raise NotRevealedError
    if _keep_response(session, slot, answer, event_id, now) and answer.foreseen:
        record_foreseen(session, learner, answer.foreseen, _evidence_of(slot.id, now), now=now)


def reveal_back(session: Session, slot: OpenSlot, answers: Answers, *, now: datetime) -> None:
    """Show the back of a self-rated question: what was typed is kept as it stands, the rating follows.

    Raises:
        SlotClosedError: the answer there stands already.
        TooLateError: the attempt has ended by itself.
    """
    if slot.is_late or slot.is_closed:
        raise TooLateError if slot.is_late else SlotClosedError
    if slot.revealed_at is None:
        session.execute(sa.update(_SLOT).where(_SLOT.c.id == slot.id).values(revealed_at=now, answers=list(answers)))


def finish_attempt(session: Session, learner: Learner, attempt: Attempt, *, now: datetime) -> None:
    """Close an attempt and add up its points; finishing it twice changes nothing.

    One that has ended by itself is finished at the moment when it ended.
    """
    if attempt.finished_at is not None:
        return
    attempt.finished_at = min(now, attempt.closes_at or now)
    slots = queries.slots_of_attempt(session, attempt.id)
    attempt.score = sum(slot.score or 0.0 for slot in slots if not slot.dropped)
    if attempt.quiz.feedback == Feedback.AT_END:
        for slot in slots:
            if slot.answered_at is not None:
                answers = tuple(slot.answers or ())
                key, carried = marked_by(session, slot.version_id, slot.key_version_id, answers)
                with suppress(ContentError):  # kept under rules that have changed since: it has its score, no evidence
                    if scores := _scores_of(key, grade_answers(session, key, carried)):
                        record_scores(session, learner, scores, _evidence_of(slot.id, slot.answered_at), now=now)
    session.flush()


def _is_known(session: Session, slot: OpenSlot, event_id: str) -> bool:
    found = session.connection().execute(_response_by_event, {"slot": slot.id, "event": event_id})
    return found.first() is not None


def _keep_response(session: Session, slot: OpenSlot, answer: MarkedAnswer, event_id: str, now: datetime) -> bool:
    """Write an answer down, and say whether it is a new one."""
    grade, connection = answer.grade, session.connection()
    response = {
        "slot_id": slot.id,
        "event_id": event_id,
        "answers": list(answer.answers),
        "score": grade.score,
        "answered": grade.answered,
        "rule": grade.rule,
        "near_miss": grade.near_miss,
        "at": now,
        "certainty": answer.certainty,
    }
    if not add_response(connection, response):
        return False
    counting = {
        "slot": slot.id,
        "feedback": slot.feedback,
        "key": slot.key_version_id,
        "new_answers": list(answer.answers),
        "new_score": grade.score,
        "new_answered_at": now if grade.answered else None,
        "new_certainty": answer.certainty,
    }
    if not _answer_slot.change(connection, counting):
        raise SlotClosedError if _key_of(session, slot) == slot.key_version_id else KeyChangedError
    return True


def _key_of(session: Session, slot: OpenSlot) -> int | None:
    return session.scalar(sa.select(_SLOT.c.key_version_id).where(_SLOT.c.id == slot.id))


def _evidence_of(slot_id: int, at: datetime) -> Event:
    """Name the evidence of a slot, which gives it once; no browser can make an id with a slash."""
    return Event(f"slot/{slot_id}", at)


def _scores_of(version: AskedVersion, grade: Grade) -> dict[int, float]:
    """Return what a grade says about the cards of its question: card id → score."""
    return {version.cards[key]: score for key, score in grade.evidence.items() if key in version.cards}
