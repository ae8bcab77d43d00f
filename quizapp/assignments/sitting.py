"""Services that let a student sit down to a quiz that was given out, and mark passages as read."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments import queries
from quizapp.assignments.counting import Outcome
from quizapp.assignments.deadlines import Phase, closed_for_all, terms_for
from quizapp.assignments.drawing import Drawn, draw_questions, seed_of
from quizapp.assignments.models import Assignment, ReadPassage, Sitting
from quizapp.assignments.settings import ReadingSettings, quiz_settings
from quizapp.quizzes.queries import attempt_of_event
from quizapp.quizzes.recipes import Recipe
from quizapp.quizzes.services import open_attempt
from quizapp.quizzes.terms import Terms

LONGEST_READING_SECONDS = 3_600


class NotOpenError(Exception):
    """It is not open yet, or not any more: phase says which."""

    def __init__(self, phase: Phase) -> None:
        """Keep where it stands."""
        self.phase = phase
        super().__init__(phase)


class NoTriesLeftError(Exception):
    """All attempts that are allowed were begun."""


class WrongPasswordError(Exception):
    """The password is another one."""


class NoQuestionsLeftError(Exception):
    """None of its questions is there to be asked."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a student sends to begin."""

    event_id: str
    password: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A sitting that was thought through and is not written down: what may take its time is done before the gate."""

    person_id: int
    number: int
    seed: int
    drawn: Drawn
    terms: Terms
    event_id: str


def plan_sitting(
    session: Session, assignment: Assignment, outcome: Outcome, beginning: Beginning, *, now: datetime
) -> Planned | int:
    """Return what a student is to sit down to; or the attempt, by id, that they go on with.

    Raises:
        NotOpenError: there is no time for it now.
        NoTriesLeftError: they have had all attempts.
        WrongPasswordError: the password is wrong.
        NoQuestionsLeftError: there is nothing to ask.
    """
    if outcome.running is not None:
        return outcome.running.attempt_id
    if known := attempt_of_event(session, outcome.person_id, beginning.event_id):
        return known.id
    quiz = quiz_settings(assignment.settings)
    phase = outcome.allowed.phase(now)
    if phase in {Phase.COMING, Phase.CLOSED}:
        raise NotOpenError(phase)
    if outcome.tries_left == 0:
        raise NoTriesLeftError
    if quiz.password and not hmac.compare_digest(_plain(quiz.password), _plain(beginning.password)):
        raise WrongPasswordError
    return _planned(session, assignment, outcome, beginning.event_id, now)


def _plain(password: str) -> bytes:
    """Return a password as it is compared: said aloud in a room, so that case and spaces around make no difference."""
    return password.strip().casefold().encode()


def _planned(session: Session, assignment: Assignment, outcome: Outcome, event_id: str, now: datetime) -> Planned:
    quiz, number = quiz_settings(assignment.settings), len(outcome.tries) + 1
    seed = seed_of(assignment.seed, outcome.person_id, number)
    drawn = draw_questions(session, quiz, outcome.person_id, seed, now=now)
    if not drawn.version_ids:
        raise NoQuestionsLeftError
    closed_at = closed_for_all(assignment, queries.exceptions_of(session, [assignment.id]))
    return Planned(
        outcome.person_id, number, seed, drawn, terms_for(quiz, outcome.allowed, closed_at, now=now), event_id
    )


def start_sitting(session: Session, assignment: Assignment, planned: Planned, *, now: datetime) -> int:
    """Let a student sit down as it was planned, and return their attempt; the same number once more is one sitting."""
    sat = queries.sitting_by_number(session, assignment.id, planned.person_id, planned.number)
    if sat is not None:
        return sat.attempt_id
    name = f"assignment/{assignment.id}/{planned.terms.shows.feedback}"
    fingerprint, selection = hashlib.sha256(name.encode()).hexdigest(), {"assignment": assignment.id}
    recipe = Recipe(fingerprint, assignment.title, selection, planned.terms.shows.feedback, planned.terms)
    attempt = open_attempt(
        session,
        planned.person_id,
        recipe,
        planned.drawn.version_ids,
        event_id=planned.event_id,
        rng=Random(planned.seed),  # noqa: S311 - an order that can be made again, no secret
        now=now,
    )
    sitting = Sitting(assignment_id=assignment.id, person_id=planned.person_id, number=planned.number)
    sitting.attempt_id, sitting.seed, sitting.seen_before = attempt.id, planned.seed, planned.drawn.seen_before
    session.add(sitting)
    session.flush()
    return attempt.id


def mark_read(  # noqa: PLR0913 - who, what, how long, when
    session: Session, assignment: Assignment, person_id: int, passage: str, *, seconds: int, now: datetime
) -> bool:
    """Mark a passage of a reading as read; say whether it is one of it."""
    if passage not in ReadingSettings.model_validate(assignment.settings).passages:
        return False
    key = (assignment.id, person_id, passage)
    if session.get(ReadPassage, key) is None:
        kept = min(max(seconds, 0), LONGEST_READING_SECONDS)
        session.add(
            ReadPassage(assignment_id=assignment.id, person_id=person_id, passage=passage, read_at=now, seconds=kept)
        )
        session.flush()
    return True


def unmark_read(session: Session, assignment: Assignment, person_id: int, passage: str) -> None:
    """Take back that a passage was read."""
    of = ReadPassage.assignment_id == assignment.id, ReadPassage.person_id == person_id
    session.execute(sa.delete(ReadPassage).where(*of, ReadPassage.passage == passage))


def passages_read(session: Session, assignment_id: int, person_id: int) -> dict[str, ReadPassage]:
    """Return which passages of a reading somebody has read, the first first."""
    of = ReadPassage.assignment_id == assignment_id, ReadPassage.person_id == person_id
    rows = session.scalars(sa.select(ReadPassage).where(*of).order_by(ReadPassage.read_at, ReadPassage.passage))
    return {one.passage: one for one in rows}
