"""Which learner-day a moment belongs to: a day of a time zone that ends at a roll-over hour of its wall clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

ROLLOVER_HOUR = 4
"""The hour of the wall clock at which a learner's day ends, where a class says nothing else."""

_EPOCH = date(1970, 1, 1).toordinal()


def day_index(moment: datetime, zone: ZoneInfo, rollover_hour: int = ROLLOVER_HOUR) -> int:
    """Return the learner-day of a moment, in days since 1970-01-01 of the learner's calendar.

    The wall clock decides, so a day may last 23 or 25 hours where clocks are changed.

    Raises:
        ValueError: the moment names no time zone.

    """
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone belongs to no learner-day.")
    local = moment.astimezone(zone)
    return local.toordinal() - _EPOCH - (local.hour < rollover_hour)


@lru_cache(maxsize=65_536)
def day_start(index: int, zone: ZoneInfo, rollover_hour: int = ROLLOVER_HOUR) -> datetime:
    """Return the first moment of a learner-day, in UTC.

    A roll-over hour that the clock skips that night is counted as if it had not been skipped; of one that it shows
    twice, the first counts.
    """
    return datetime.combine(date.fromordinal(index + _EPOCH), time(rollover_hour), tzinfo=zone).astimezone(UTC)


def date_of(index: int) -> date:
    """Return the calendar date on which a learner-day begins."""
    return date.fromordinal(index + _EPOCH)


def day_of(calendar_date: date) -> int:
    """Return the learner-day that begins on a calendar date."""
    return calendar_date.toordinal() - _EPOCH
