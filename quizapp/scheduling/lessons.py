"""When a class meets next, by the weekdays of its lessons and its term. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

WEEK = 7


def next_lessons(  # noqa: PLR0913 - a term has two ends, and holidays in between
    today: date,
    weekdays: Collection[int],
    *,
    term_ends: date | None = None,
    term_begins: date | None = None,
    off: Collection[tuple[date, date]] = (),
    count: int,
) -> list[date]:
    """Return the next lessons after today; none where no weekday (0 for Monday) is known, or the term is over.

    Holidays are left out: off holds the first and the last day of each.
    """
    first = max(today + timedelta(days=1), term_begins or date.min)
    horizon = WEEK * count + sum((ends - begins).days + 1 + WEEK for begins, ends in off)
    days = (first + timedelta(days=ahead) for ahead in range(horizon))
    lessons = (
        day
        for day in days
        if day.weekday() in weekdays
        and (term_ends is None or day <= term_ends)
        and not any(begins <= day <= ends for begins, ends in off)
    )
    return [day for _place, day in zip(range(count), lessons, strict=False)]
