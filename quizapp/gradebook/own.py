"""What students see of their marks: what is released and due, and a grade of that alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.counting import State
from quizapp.assignments.models import Kind
from quizapp.gradebook.book import Entry, Line, read_book
from quizapp.gradebook.queries import Settings
from quizapp.grades.marks import Mark, Standing
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.terms import NOTHING, Sight, sight_of
from quizapp.scheduling.state import Rules

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """A mark as its student sees it."""

    entry: Entry
    is_shown: bool
    """Whether the mark may be seen; what the student did themself is never hidden."""
    sights: Mapping[int, Sight]
    """What may be seen of each attempt, by its id."""


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """A student's marks in a class."""

    line: Line
    """With the marks that may be seen alone, and the grade of these."""
    entries: Mapping[int, OwnEntry]
    settings: Settings

    def in_state(self, *states: State) -> list[OwnEntry]:
        """Return the assignments that are in some state, in their order."""
        return [one for one in self.entries.values() if one.entry.outcome.state in states]

    def to_do(self, now: datetime) -> list[OwnEntry]:
        """Return the assignments that are to be done or gone on with, what closes first first."""
        found = [one for one in self.entries.values() if one.entry.outcome.is_to_do(now)]
        return sorted(found, key=lambda one: one.entry.outcome.allowed.closes_at or _NEVER)

    @property
    def hidden(self) -> int:
        """Return how many marks there are that may not be seen yet."""
        return sum(not one.is_shown for one in self.entries.values())

    @property
    def has_memory(self) -> bool:
        """Say whether there is a mark for what is remembered, which teachers of a borrowed account do not see."""
        some = (one.entry for one in self.entries.values() if one.entry.assignment.is_of_memory)
        return any(one.outcome.state not in {State.EXCUSED, State.COMING} and not one.decided.override for one in some)


def own_marks(session: Session, class_id: int, person_id: int, rules: Rules, *, now: datetime) -> OwnMarks:
    """Return what a student may see of their own marks now."""
    book = read_book(session, class_id, rules, now=now, person_id=person_id)
    line = book.lines[0]
    sights = _sights(session, line.entries.values(), now)
    own = {number: _own(entry, sights) for number, entry in line.entries.items()}
    seen = {number: one.entry for number, one in own.items()}
    return OwnMarks(line.with_changed(seen, book.settings), MappingProxyType(own), book.settings)


def _sights(session: Session, entries: Iterable[Entry], now: datetime) -> dict[int, Sight]:
    """Return what may be seen of each attempt, by one statement."""
    ids = [one.attempt_id for entry in entries for one in entry.outcome.tries]
    if not ids:
        return {}
    attempts: Sequence[Attempt] = session.scalars(sa.select(Attempt).where(Attempt.id.in_(ids))).all()
    return {one.id: sight_of(one, now=now) for one in attempts}


def _own(entry: Entry, sights: Mapping[int, Sight]) -> OwnEntry:
    of_attempts = {one.attempt_id: sights.get(one.attempt_id, NOTHING) for one in entry.outcome.tries}
    shown = not entry.item.is_held and _is_due(entry, of_attempts)
    if shown:
        sees_all = all(of_attempts[number].score for number in entry.outcome.counted)
        return OwnEntry(entry if sees_all else _without_what_was_reached(entry), True, of_attempts)
    mark = Mark(entry.mark.cell, Standing.WAITING, None)
    return OwnEntry(entry._replace(mark=mark), False, of_attempts)


def _without_what_was_reached(entry: Entry) -> Entry:
    """Leave out what attempts came to that do not show it, where a teacher's decision is shown."""
    cell, outcome = entry.mark.cell._replace(reached=None), entry.outcome._replace(share=None)
    return entry._replace(outcome=outcome, mark=entry.mark._replace(cell=cell))


def _is_due(entry: Entry, sights: Mapping[int, Sight]) -> bool:
    """Say whether a mark may be seen: what a teacher decided may, and what attempts are worth once they show it."""
    is_quiz = entry.assignment.kind == Kind.QUIZ
    if not is_quiz or entry.decided.override or entry.mark.standing != Standing.GRADED:
        return True
    return all(sights[number].score for number in entry.outcome.counted)
