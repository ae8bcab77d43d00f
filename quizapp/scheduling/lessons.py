"""When a class meets next, by the weekdays of its lessons and its term. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

WEEK = 7


def next_lessons(
    today: date,
    weekdays: Collection[int],
    *,
    term_ends: date | None = None,
    term_begins: date | None = None,
    count: int,
) -> list[date]:
    """Return the next lessons after today; none where no weekday (0 for Monday) is known, or the term is over."""
    first = max(today + timedelta(days=1), term_begins or date.min)
    days = (first + timedelta(days=ahead) for ahead in range(WEEK * count))
    lessons = (day for day in days if day.weekday() in weekdays and (term_ends is None or day <= term_ends))
    return [day for _place, day in zip(range(count), lessons, strict=False)]
