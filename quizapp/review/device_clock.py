"""When a device says that something was done, held against the server's clock. Pure: no IO, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

TOLERANCE = timedelta(minutes=2)
"""By how much a device's clock may be off and still be believed: a slow network takes a part of it."""
LONGEST_AWAY = timedelta(days=60)
"""For how long something can have waited on a device."""
LAST_MS = 253_402_300_799_000
"""The last second that a moment can name."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a device says: when something was done and when it was sent, in milliseconds of its own clock."""

    at_ms: int
    sent_ms: int


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was done."""

    at: datetime
    told_at: datetime | None = None
    """What the device's clock said, where it was wrong."""


def moment_of(told: Told, *, earliest: datetime, now: datetime) -> Moment:
    """Return when something was done, by the server's clock.

    A device whose clock is wrong still tells how long ago it was. What cannot be true, later than now or before the
    earliest moment there can be, is brought to the nearest that can.
    """
    said = _moment(told.at_ms)
    sent = _moment(told.sent_ms)
    waited = min(max(sent - said, -LONGEST_AWAY), LONGEST_AWAY)
    earliest = min(max(earliest, now - LONGEST_AWAY), now)
    latest = now - waited  # of what was under way for no time at all
    meant = min(said, latest) if abs(now - sent) <= TOLERANCE else latest
    at = min(max(meant, earliest), now)
    return Moment(at, said if abs(at - said) > TOLERANCE else None)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(min(max(milliseconds, 0), LAST_MS) / 1000, UTC)
