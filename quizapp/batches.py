"""Long lists a part at a time: a statement takes no more than 32,766 values on SQLite, 65,535 on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

BATCH = 500
MOST_VALUES = 20_000
"""Values of one statement that reads, with room for those that stand beside them."""
Item = TypeVar("Item")


def batches(items: Sequence[Item], size: int = BATCH) -> Iterator[Sequence[Item]]:
    """Yield items so many at a time."""
    for begin in range(0, len(items), size):
        yield items[begin : begin + size]


def runs(values: Iterable[object]) -> Iterator[slice]:
    """Yield where values stand that are equal, as many in a row as there are."""
    begin = 0
    for _value, run in groupby(values):
        end = begin + len(list(run))
        yield slice(begin, end)
        begin = end
