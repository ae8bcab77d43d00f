"""Geometry of curves drawn as SVG by a template: days across, recall upwards. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600, 200
"""Of the drawing, in its own units; a page stretches it."""
SHARES = (0, 0.25, 0.5, 0.75, 1)
WEEK, MOST_MARKS = 7, 10
"""The scale of days is marked in weeks, every so many of them where there is no room for more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One curve."""

    name: str
    points: str
    """As an SVG polyline takes them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the scale below, or a share on the one beside it."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class CurveChart:
    """Curves with their grid."""

    lines: tuple[Line, ...]
    shares: tuple[Mark, ...]
    days: tuple[Mark, ...]
    asked: float
    """Where the day asked about stands."""


def curve_chart(curves: Sequence[tuple[str, Sequence[float]]], days: Sequence[int], asked: int) -> CurveChart:
    """Lay curves out: each a name with its shares from 0 to 1 on some days, which ascend from 0."""
    last = days[-1]
    lines = tuple(
        Line(name, " ".join(f"{_across(day, last)},{_upwards(share)}" for day, share in zip(days, shares, strict=True)))
        for name, shares in curves
    )
    apart = WEEK * (1 + last // (WEEK * MOST_MARKS))
    marks = tuple(Mark(_across(day, last), day) for day in range(0, last + 1, apart))
    return CurveChart(lines, tuple(Mark(_upwards(share), share) for share in SHARES), marks, _across(asked, last))


def _across(day: int, last: int) -> float:
    return round(WIDTH * day / last, 1)


def _upwards(share: float) -> float:
    return round(HEIGHT * (1 - share), 1)
