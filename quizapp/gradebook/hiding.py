"""A gradebook as one of its teachers sees it: without what somebody remembers whose account is only lent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.assignments.counting import hidden
from quizapp.assignments.hiding import memories_hidden
from quizapp.gradebook.book import Book, Line, entry_of
from quizapp.gradebook.queries import Settings


def seen_by(session: Session, book: Book, class_id: int, teacher_id: int, *, now: datetime) -> Book:
    """Return the gradebook of a class as a teacher may see it; what is hidden counts neither way."""
    goals = [one.id for one in book.assignments if one.is_of_memory]
    unseen = memories_hidden(session, class_id, goals, teacher_id)
    people = {person_id for _number, person_id in unseen}
    lines = [_without(line, goals, book.settings, now) if line.row.person_id in people else line for line in book.lines]
    return replace(book, lines=lines)


def _without(line: Line, goals: Collection[int], settings: Settings, now: datetime) -> Line:
    changed = {}
    for number in goals:
        entry = line.entries[number]
        changed[number] = entry_of(entry.assignment, line.row, hidden(entry.outcome), entry.decided, now=now)
    return line.with_changed(changed, settings)
