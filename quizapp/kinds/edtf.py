"""Calendar dates as precise as they are known: year, month or day (EDTF level 0, ISO 8601-2), and decades (level 1)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

Parts = tuple[int, ...]
"""(year,), (year, month) or (year, month, day)."""

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

PERIOD_PATTERN = r"^[0-9]{3}X$|^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_DECADE = re.compile(r"([0-9]{3})X")


def exists(parts: Parts) -> bool:
    """Tell whether the calendar (proleptic Gregorian, years 1 to 9999) has such a day, month or year."""
    year, month, day = (*parts, 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def parse(text: str) -> Parts | None:
    """Return the parts of a date, None where it is none."""
    shape = _SHAPE.fullmatch(text)
    parts = tuple(int(part) for part in shape.groups() if part) if shape else ()
    return parts if parts and exists(parts) else None


@lru_cache(maxsize=16_384)  # a timeline sorts thousands of them, in each of its pages
def period(text: str) -> Parts | None:
    """Return where a period begins, as precise as it is known: that of a date, or a decade such as 192X (level 1).

    A decade and its first year begin alike; `is_decade` tells them apart.
    """
    decade = _DECADE.fullmatch(text)
    return parse(f"{decade[1]}0") if decade else parse(text)


def is_decade(text: str) -> bool:
    """Tell whether a period is a decade."""
    return _DECADE.fullmatch(text) is not None


def precision(text: str) -> int:
    """Return how much of a period is known: 0 for a decade, 1 for a year, 2 with its month, 3 with its day."""
    return 0 if is_decade(text) else len(text.split("-"))


def covers(coarse: str, fine: str) -> bool:
    """Tell whether one period lies within another, or is the same: 2023 covers 2023-09, and 202X covers both."""
    return fine[:3] == coarse[:3] if is_decade(coarse) else fine == coarse or fine.startswith(f"{coarse}-")
