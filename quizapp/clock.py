"""The one reader of the time, and the years that a day may be of."""

from __future__ import annotations

from datetime import UTC, datetime

FIRST_YEAR, LAST_YEAR = 1970, 2999
"""Of days that people type: others are slips, such as 0226, and at 9999 the days that can be counted end."""


def utcnow() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that may
