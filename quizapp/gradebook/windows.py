"""Which part of a big gradebook a page shows: so many students, and so many assignments. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
MOST_STUDENTS = 50
MOST_ASSIGNMENTS = 20


@dataclass(frozen=True, slots=True)
class Window(Generic[T]):
    """A page of a list."""

    shown: Sequence[T]
    page: int
    """From 1."""
    pages: int
    total: int
    first: int
    """The place of the first one shown, from 1; 0 of none."""

    @property
    def last(self) -> int:
        """Return the place of the last one shown."""
        return self.first + len(self.shown) - 1 if self.shown else 0


def window(rows: Sequence[T], size: int, asked: str) -> Window[T]:
    """Return a page of a list; the nearest one where there is none such."""
    pages = max(1, -(-len(rows) // size))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("1" * 9) else 1
    page = min(max(number, 1), pages)
    begin = (page - 1) * size
    return Window(rows[begin : begin + size], page, pages, len(rows), begin + 1 if rows else 0)


def newest_page(closed: int, total: int, size: int) -> str:
    """Return the page of assignments that holds the one closed last: what a teacher looks for first."""
    return str(max(1, -(-min(max(closed, 1), max(total, 1)) // size)))
