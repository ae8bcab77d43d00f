"""What the pages of a quiz show, gathered for their templates. Feedback is computed only where it is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from quizapp.bank import queries as bank_queries
from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.kinds.base import Answers, Arrangement, CardFace, ContentError, Fields, Grade, Prompt
from quizapp.quizzes import queries
from quizapp.quizzes.marking import grade_answers, marked_by
from quizapp.quizzes.models import Attempt, Slot
from quizapp.quizzes.navigator import navigator
from quizapp.quizzes.queries import OpenSlot
from quizapp.quizzes.regrade_records import RegradeNote, regrade_notes


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One question of a finished attempt."""

    position: int
    version: AskedVersion
    prompt: Prompt
    grade: Grade
    """By the key that counts: a regrade may have chosen a newer one than that of the version asked."""
    key: AskedVersion
    back: CardFace | None
    note: RegradeNote | None


def slot_page(session: Session, slot: OpenSlot, *, problem: str = "", sent: Fields | None = None) -> dict[str, Any]:
    """Return what the page of one question shows."""
    version = asked_version(session, slot.version_id)
    prompt = version.content.prompt(slot.arrangement, slot.answers)
    key, carried = marked_by(session, slot.version_id, slot.key_version_id, slot.answers)
    marks = queries.marks_of_attempt(session, slot.attempt_id)
    return {
        "slot": slot,
        "version": version,
        "prompt": prompt,
        "problem": problem,
        "sent": sent or {},
        "navigator": navigator(slot, marks),
        "unanswered": sum(not mark.answered for mark in marks),
        "grade": _grade(session, key, carried) if slot.shows_feedback else None,
        "key_version": key,
        "note": regrade_notes(session, [slot.id]).get(slot.id) if slot.shows_feedback else None,
        "back": version.content.cards()[0] if version.content.self_rated and _back_is_due(slot) else None,
        "source_titles": bank_queries.source_titles(session) if slot.shows_feedback else {},
    }


def result_page(session: Session, attempt: Attempt) -> dict[str, Any]:
    """Return what the page of a finished attempt shows."""
    slots = queries.slots_of_attempt(session, attempt.id)
    notes = regrade_notes(session, [slot.id for slot in slots])
    rows = [_result_row(session, slot, notes.get(slot.id)) for slot in slots]
    missed = sum(row.grade.score < 1 for row in rows)
    return {"attempt": attempt, "rows": rows, "missed": missed, "source_titles": bank_queries.source_titles(session)}


def missed_questions(session: Session, attempt: Attempt) -> tuple[int, ...]:
    """Return the questions of an attempt that did not get their full point, by id; none while it is open."""
    if attempt.finished_at is None:
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


def _result_row(session: Session, slot: Slot, note: RegradeNote | None) -> ResultRow:
    version = asked_version(session, slot.version_id)
    answers = tuple(slot.answers or ())
    by = marked_by(session, slot.version_id, slot.key_version_id, answers)
    arrangement = tuple(tuple(order) for order in slot.arrangement)
    told = feedback_of(session, version, arrangement, answers, by)
    return ResultRow(position=slot.position, version=version, key=by[0], note=note, **told)


def _grade(session: Session, version: AskedVersion, answers: tuple[str, ...]) -> Grade:
    try:
        return grade_answers(session, version, answers)
    except ContentError:  # an answer kept under rules that have changed since: shown as blank, its score is in its slot
        return grade_answers(session, version, ())


def _back_is_due(slot: OpenSlot) -> bool:
    return slot.shows_feedback or slot.revealed_at is not None
