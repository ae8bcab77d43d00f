"""Which part of a big gradebook a page shows: so many students, and so many assignments. Pure."""

from __future__ import annotations

MOST_STUDENTS = 50
MOST_ASSIGNMENTS = 20


def newest_page(closed: int, total: int, size: int) -> int:
    """Return the page of assignments that holds the one closed last: what a teacher looks for first."""
    return max(1, -(-min(max(closed, 1), max(total, 1)) // size))
