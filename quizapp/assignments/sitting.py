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
from quizapp.assignments.drawing import draw_questions, seed_of
from quizapp.assignments.models import Assignment, ReadPassage, Sitting
from quizapp.assignments.settings import ReadingSettings, quiz_settings
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.queries import attempt_of_event
from quizapp.quizzes.recipes import Recipe
from quizapp.quizzes.services import open_attempt

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


def start_sitting(
    session: Session, assignment: Assignment, outcome: Outcome, beginning: Beginning, *, now: datetime
) -> int:
    """Let a student sit down, and return their attempt; one that goes on is gone on with.

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
    return _open(session, assignment, outcome, beginning.event_id, now).id


def _plain(password: str) -> bytes:
    """Return a password as it is compared: said aloud in a room, so that case and spaces around make no difference."""
    return password.strip().casefold().encode()


def _open(session: Session, assignment: Assignment, outcome: Outcome, event_id: str, now: datetime) -> Attempt:
    quiz, number = quiz_settings(assignment.settings), len(outcome.tries) + 1
    seed = seed_of(assignment.seed, outcome.person_id, number)
    drawn = draw_questions(session, quiz, outcome.person_id, seed, now=now)
    if not drawn.version_ids:
        raise NoQuestionsLeftError
    closed_at = closed_for_all(assignment, queries.exceptions_of(session, [assignment.id]))
    terms = terms_for(quiz, outcome.allowed, closed_at, now=now)
    name = f"assignment/{assignment.id}/{terms.shows.feedback}"
    selection = {"assignment": assignment.id}
    fingerprint = hashlib.sha256(name.encode()).hexdigest()
    recipe = Recipe(fingerprint, assignment.title, selection, terms.shows.feedback, terms)
    rng = Random(seed)  # noqa: S311 - an order that can be made again, no secret
    attempt = open_attempt(session, outcome.person_id, recipe, drawn.version_ids, event_id=event_id, rng=rng, now=now)
    session.add(
        Sitting(
            assignment_id=assignment.id,
            person_id=outcome.person_id,
            number=number,
            attempt_id=attempt.id,
            seed=seed,
            seen_before=drawn.seen_before,
        )
    )
    session.flush()
    return attempt


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


def passages_read(session: Session, assignment_id: int, person_id: int) -> dict[str, datetime]:
    """Return which passages of a reading somebody has read, and when."""
    of = ReadPassage.assignment_id == assignment_id, ReadPassage.person_id == person_id
    rows = session.execute(sa.select(ReadPassage.passage, ReadPassage.read_at).where(*of))
    return {row[0]: row[1] for row in rows}
