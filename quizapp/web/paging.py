"""Which page of a long list is asked for, and which part of it that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

from werkzeug.datastructures import MultiDict

Item = TypeVar("Item")
LAST_PAGE = 10_000


def page_asked(fields: MultiDict[str, str], name: str = "page", usual: int = 1) -> int:
    """Return the page that the fields of an address or a form ask for, from 1; the nearest that there can be."""
    return min(max(fields.get(name, usual, type=int), 1), LAST_PAGE)


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a long list."""

    number: int
    """From 1."""
    last: int
    size: int

    @classmethod
    def near(cls, number: int, total: int, size: int) -> Self:
        """Return the page of a number, or the nearest one that a list of so many items has."""
        last = max(-(-total // size), 1)
        return cls(min(max(number, 1), last), last, size)

    @property
    def first(self) -> int:
        """Return the place of its first item, from 0."""
        return (self.number - 1) * self.size

    def of(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return its items."""
        return items[self.first : self.first + self.size]
