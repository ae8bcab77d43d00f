"""The one reader of the time."""

from __future__ import annotations

from datetime import UTC, datetime


def utcnow() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that may
