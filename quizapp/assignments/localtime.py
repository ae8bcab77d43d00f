"""Moments as a form's field has them, by the clock of a class: 2026-03-29T02:30. Values only."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from quizapp.clock import FIRST_YEAR, LAST_YEAR

FORMAT = "%Y-%m-%dT%H:%M"


class LocalTimeError(ValueError):
    """What was typed is no moment."""


class SkippedHourError(LocalTimeError):
    """The clocks are put forward over it, so that it never comes."""


class RepeatedHourError(LocalTimeError):
    """The clocks are put back over it, so that it comes twice."""


def read_local(typed: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment that a field says by the clock of a zone; None where it is empty.

    Raises:
        SkippedHourError: no such time comes on that day.
        RepeatedHourError: it comes twice on that day.
        LocalTimeError: it is no moment.
    """
    if not typed.strip():
        return None
    try:
        naive = datetime.fromisoformat(typed.strip())
    except ValueError as error:
        raise LocalTimeError from error
    if naive.tzinfo is not None or not FIRST_YEAR <= naive.year <= LAST_YEAR:
        raise LocalTimeError
    first, second = (naive.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first.astimezone(zone).replace(tzinfo=None) != naive:
        raise SkippedHourError
    raise RepeatedHourError


def show_local(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return a moment as a field has it, by the clock of a zone."""
    return moment.astimezone(zone).strftime(FORMAT) if moment else ""
