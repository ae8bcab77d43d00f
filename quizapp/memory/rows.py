"""Rows of memory_states as the scheduler's values, and back. Core only: this is in the hottest requests."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any, cast

import sqlalchemy as sa

from quizapp.memory.models import MemoryState
from quizapp.scheduling.state import Memory, Phase

STATE = cast("sa.Table", MemoryState.__table__)
STATE_COLUMNS = tuple(
    STATE.c[name]
    for name in (
        "phase",
        "step",
        "stability",
        "difficulty",
        "last_day",
        "last_at",
        "due_at",
        "due_day",
        "interval_days",
        "reps",
        "lapses",
        "credited_day",
    )
)
"""In the order of Memory's fields."""


_NAMES = tuple(column.name for column in STATE_COLUMNS)
_values = attrgetter(*_NAMES)


def memory_of(values: Sequence[Any]) -> Memory | None:
    """Return the memory of STATE_COLUMNS' values; None where an outer join found no row."""
    if values[0] is None:
        return None
    return Memory(Phase(values[0]), *values[1:])


def values_of(memory: Memory) -> dict[str, Any]:
    """Return a memory as column values."""
    return dict(zip(_NAMES, _values(memory), strict=True))
