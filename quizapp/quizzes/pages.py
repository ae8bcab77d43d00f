"""What the pages of a quiz show, gathered for their templates. Feedback is computed only where it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from quizapp.bank import queries as bank_queries
from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.kinds.base import Answers, Arrangement, CardFace, ContentError, Fields, Grade, Prompt
from quizapp.quizzes import queries
from quizapp.quizzes.certainty import certainty_mark
from quizapp.quizzes.closing import late_answers
from quizapp.quizzes.marking import grade_answers, marked_by
from quizapp.quizzes.models import Attempt, Slot
from quizapp.quizzes.navigator import navigator
from quizapp.quizzes.open_slots import OpenSlot
from quizapp.quizzes.records import QuizRecord
from quizapp.quizzes.regrades.records import RegradeNote, regrade_notes
from quizapp.quizzes.telling import certainty_of, held_back, timer_of
from quizapp.quizzes.terms import GRACE, Sight, agreed, sight_of
from quizapp.web.paging import Part

MOST_QUIZZES, MOST_ATTEMPTS = 20, 10
"""That a page of results lists, the latter of each quiz."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One question of a finished attempt."""

    position: int
    version: AskedVersion
    prompt: Prompt
    verdict: str
    """right, partly, wrong or open; "" where that is not due."""
    grade: Grade | None
    """By the key that counts: a regrade may have chosen a newer one than that of the version asked. None while the key
    is not due."""
    key: AskedVersion
    back: CardFace | None
    note: RegradeNote | None
    score: float | None = None
    """What counts of it; None while that is not due."""
    dropped: bool = False
    """Whether it counts no more."""
    certainty: int | None = None
    """How sure the learner said to be, where that decides what the answer is worth, and its points may be seen."""

    @property
    def mark(self) -> float:
        """Return the points of the answer: by certainty where that decides, else its score."""
        return self.score or 0.0 if self.certainty is None else certainty_mark(self.score or 0.0, self.certainty)


def slot_page(session: Session, slot: OpenSlot, *, problem: str = "", sent: Fields | None = None) -> dict[str, Any]:
    """Return what the page of one question shows."""
    version = asked_version(session, slot.version_id)
    prompt = version.content.prompt(slot.arrangement, slot.answers)
    certainty = _told_certainty(slot, is_due=slot.shows_points)
    key, carried = marked_by(session, slot.version_id, slot.key_version_id, slot.answers)
    sight = slot.sight
    marks = queries.marks_of_attempt(session, slot.attempt_id)
    return {
        "slot": slot,
        "version": version,
        "prompt": prompt,
        "problem": problem,
        "sent": sent or {},
        "navigator": navigator(slot, marks),
        "unanswered": sum(not mark.answered for mark in marks),
        "sight": sight,
        "grade": _told(_grade(session, key, carried), sight) if sight.key else None,
        "certainty": certainty,
        "mark": certainty_mark(slot.score or 0.0, certainty),
        "verdict": verdict_of(slot.score, answered=slot.answered_at is not None) if sight.verdict else "",
        "key_version": key,
        "note": regrade_notes(session, [slot.id]).get(slot.id) if sight.verdict and sight.score else None,
        "back": version.content.cards()[0] if version.content.self_rated and _back_is_due(slot) else None,
        "source_titles": bank_queries.source_titles(session) if sight.explanation else {},
        "held_back": held_back(slot.terms, sight) if slot.is_closed else [],
        "timer": timer_of(slot.terms, now=slot.seen_at) if slot.seen_at and not slot.is_closed else None,
        "grace": int(GRACE.total_seconds()),
    }


def verdict_of(score: float | None, *, answered: bool) -> str:
    """Return in one word how an answer was marked: right, partly, wrong, or open where none was given."""
    if not answered:
        return "open"
    points = score or 0.0
    return "right" if points >= 1 else "partly" if points > 0 else "wrong"


def result_page(session: Session, attempt: Attempt, *, now: datetime) -> dict[str, Any]:
    """Return what the page of a finished attempt shows, of what is due."""
    slots, sight, terms = queries.slots_of_attempt(session, attempt.id), sight_of(attempt, now=now), agreed(attempt)
    rows = result_rows(session, slots, sight)
    shows_missed = sight.verdict and sight.key
    return {
        "attempt": attempt,
        "sight": sight,
        "terms": terms,
        "rows": rows,
        "missed": sum(row.grade is not None and row.grade.score < 1 for row in rows) if shows_missed else 0,
        "source_titles": bank_queries.source_titles(session) if sight.explanation else {},
        "held_back": held_back(terms, sight),
        "late": late_answers(session, attempt.id) if terms else {},
        "certainty": certainty_of(slots) if terms and terms.certainty and sight.score and sight.verdict else None,
    }


def result_rows(session: Session, slots: Sequence[Slot], sight: Sight) -> list[ResultRow]:
    """Return the questions of a finished attempt with the answers and how they were marked, as far as one may see."""
    notes = regrade_notes(session, [slot.id for slot in slots]) if sight.verdict and sight.score else {}
    return [_result_row(session, slot, notes.get(slot.id), sight) for slot in slots]


def list_page(found: Sequence[QuizRecord], number: int, quiz_id: int | None) -> dict[str, Any]:
    """Return what the list of results shows: a page of quizzes with their newest attempts, or one quiz with all."""
    if quiz_id is not None:
        found = [record for record in found if record.quiz.id == quiz_id]
    part = Part.near(number, len(found), MOST_QUIZZES)
    most = MOST_ATTEMPTS if quiz_id is None else None
    return {"records": part.of(found), "part": part, "most": most}


def missed_questions(session: Session, attempt: Attempt, *, now: datetime) -> tuple[int, ...]:
    """Return the questions of an attempt that did not get their full point, by id; none while that is not due."""
    sight = sight_of(attempt, now=now)
    if not (sight.verdict and sight.key):
        return ()
    slots = queries.slots_of_attempt(session, attempt.id)
    return tuple(asked_version(session, slot.version_id).question_id for slot in slots if (slot.score or 0.0) < 1)


def feedback_of(
    session: Session,
    version: AskedVersion,
    arrangement: Arrangement,
    answers: Answers,
    by: tuple[AskedVersion, Answers] | None = None,
) -> dict[str, Any]:
    """Return what the feedback of an answer shows, wherever it is due: prompt, grade, and a self-rated one's back.

    Another key may have marked it: then by is that key's version, with the answers in its terms.
    """
    return {
        "prompt": version.content.prompt(arrangement, answers),
        "grade": _grade(session, *(by or (version, answers))),
        "back": version.content.cards()[0] if version.content.self_rated else None,
    }


def _result_row(session: Session, slot: Slot, note: RegradeNote | None, sight: Sight) -> ResultRow:
    version = asked_version(session, slot.version_id)
    answers = tuple(slot.answers or ())
    by = marked_by(session, slot.version_id, slot.key_version_id, answers)
    arrangement = tuple(tuple(order) for order in slot.arrangement)
    told = feedback_of(session, version, arrangement, answers, by)
    if not sight.key:
        told |= {"grade": None, "back": None}
    elif told["grade"] is not None:
        told["grade"] = _told(told["grade"], sight)
    verdict = verdict_of(slot.score, answered=slot.answered_at is not None) if sight.verdict else ""
    told |= {"score": slot.score if sight.verdict else None, "dropped": slot.dropped}
    told |= {"certainty": _told_certainty(slot, is_due=sight.verdict and sight.score)}
    return ResultRow(position=slot.position, version=version, key=by[0], note=note, verdict=verdict, **told)


def _told_certainty(slot: Slot | OpenSlot, *, is_due: bool) -> int | None:
    """Return how sure the learner said to be where that decides what the answer is worth, and this may be seen."""
    return slot.certainty if is_due and slot.answered_at is not None and not slot.dropped else None


def _told(grade: Grade, sight: Sight) -> Grade:
    """Return a grade without the remarks on its parts where reasons are not due."""
    if sight.explanation:
        return grade
    return replace(grade, parts=tuple(replace(part, feedback="") for part in grade.parts), notes=())


def _grade(session: Session, version: AskedVersion, answers: tuple[str, ...]) -> Grade:
    try:
        return grade_answers(session, version, answers)
    except ContentError:  # an answer kept under rules that have changed since: shown as blank, its score is in its slot
        return grade_answers(session, version, ())


def _back_is_due(slot: OpenSlot) -> bool:
    return slot.sight.key or slot.revealed_at is not None
