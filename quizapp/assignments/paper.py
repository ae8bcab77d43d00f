"""Services and values of printed quizzes: versions A to D of the same questions, each in an order of its own, and keys.

A sheet and its key are worked out alike from what was kept when it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.drawing import draw_questions
from quizapp.assignments.models import Assignment, Paper
from quizapp.assignments.settings import quiz_settings
from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.kinds.base import Prompt
from quizapp.kinds.numeric import Numeric

LETTERS = "ABCD"
OPTION_LETTERS = "abcdefghijklmnopqrstuvwxyz"
NOBODY = 0


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question on a sheet."""

    number: int
    version: AskedVersion
    prompt: Prompt
    key: str
    """The right answer as it is written on paper: letters of options, letters in order, all words that are right."""
    place_on_a: int
    """Its number on sheet A."""

    @property
    def bounds(self) -> tuple[str, str] | None:
        """The least and the greatest number that is right, where there is more than one."""
        content = self.version.content
        if not isinstance(content, Numeric) or content.bounds[0] == content.bounds[1]:
            return None
        least, most = (f"{bound.normalize():f}" for bound in content.bounds)
        return least, most


@dataclass(frozen=True, slots=True)
class Sheet:
    """One version of a paper."""

    letter: str
    questions: tuple[PaperQuestion, ...]


def make_paper(session: Session, assignment: Assignment, versions: int, *, seed: int, now: datetime) -> Paper | None:
    """Draw a quiz once, for all sheets, and keep it; None where there is nothing to ask."""
    drawn = draw_questions(session, quiz_settings(assignment.settings), NOBODY, seed, now=now)
    if not drawn.version_ids:
        return None
    paper = Paper(assignment_id=assignment.id, versions=versions, seed=seed, asked=list(drawn.version_ids), made_at=now)
    session.add(paper)
    session.flush()
    return paper


def paper_by_id(session: Session, paper_id: int) -> Paper | None:
    """Return a paper."""
    return session.get(Paper, paper_id)


def papers_of(session: Session, assignment_id: int) -> Sequence[Paper]:
    """Return what was made of an assignment, the newest first."""
    of = Paper.assignment_id == assignment_id
    return session.scalars(sa.select(Paper).where(of).order_by(Paper.id.desc())).all()


def sheets_of(session: Session, paper: Paper) -> list[Sheet]:
    """Return the versions of a paper with their keys."""
    return [_sheet(session, paper, letter) for letter in LETTERS[: paper.versions]]


def _sheet(session: Session, paper: Paper, letter: str) -> Sheet:
    rng = Random(f"{paper.seed}/{letter}")  # noqa: S311 - an order that can be made again, no secret
    asked = list(enumerate(paper.asked, start=1))
    order = asked if letter == LETTERS[0] else rng.sample(asked, len(asked))
    questions = []
    for number, (place_on_a, version_id) in enumerate(order, start=1):
        version = asked_version(session, version_id)
        arrangement = tuple(tuple(places) for places in version.content.arrange(rng))
        prompt = version.content.prompt(arrangement, ())
        told = version.content.prompt(arrangement, version.content.key()).given
        questions.append(PaperQuestion(number, version, prompt, key_on_paper(version, told), place_on_a))
    return Sheet(letter, tuple(questions))


def key_on_paper(version: AskedVersion, given: Sequence[str]) -> str:
    """Return the right answer as a student would write it, by the places on the sheet; of words all that are right."""
    kind, backs = version.content.kind, [card.back for card in version.content.cards()]
    if kind in {"single_choice", "multiple_choice"}:
        return ", ".join(OPTION_LETTERS[int(place)] for place in given)
    if kind == "ordering":
        places = sorted(range(len(given)), key=lambda row: int(given[row]))
        return ", ".join(OPTION_LETTERS[row] for row in places)
    if kind in {"matching", "categorize"}:
        return ", ".join(f"{row}{OPTION_LETTERS[int(place)]}" for row, place in enumerate(given, start=1))
    if kind == "true_false":
        return given[0]
    return "; ".join(backs) if kind == "cloze" else backs[0]
