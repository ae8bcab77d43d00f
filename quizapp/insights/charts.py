"""Geometry of small charts drawn as SVG by templates: bars and lines on a grid of 0 to 100. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

WIDTH, HEIGHT = 600, 160
"""Of the drawing, in its own units; a page stretches it."""
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, what it says, and how it is drawn."""

    x: float
    y: float
    width: float
    height: float
    title: str
    kind: str
    marks: frozenset[str] = frozenset()
    """What else is drawn where it stands: “off” behind it, “lesson” below it, “test” beside it."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the drawing with what it stands for."""

    y: float
    value: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars with their grid."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What one bar stands for."""

    number: float
    title: str
    kind: str = "usual"
    marks: frozenset[str] = frozenset()


def bar_chart(values: Sequence[Value]) -> BarChart:
    """Lay bars beside each other, the greatest as high as the grid's top line or below it."""
    top = top_of(max((value.number for value in values), default=0))
    slot = WIDTH / max(len(values), 1)
    bars = tuple(
        Bar(
            x=round(place * slot + slot * 0.1, 2),
            y=round(HEIGHT - HEIGHT * value.number / top, 2),
            width=round(slot * 0.8, 2),
            height=round(HEIGHT * value.number / top, 2),
            title=value.title,
            kind=value.kind,
            marks=value.marks,
        )
        for place, value in enumerate(values)
    )
    return BarChart(bars, ticks(top))


def ticks(top: float) -> tuple[Tick, ...]:
    """Return lines at nought, half and the top."""
    return tuple(Tick(HEIGHT * (1 - share), top * share) for share in (0, 0.5, 1))


def top_of(greatest: float) -> float:
    """Return the least of 2, 4, 10, 20, 40, 100 … that is not below a number."""
    if greatest <= _STEPS[1]:
        return _STEPS[1]
    scale: float = 10 ** floor(log10(greatest))
    return next(step * scale for step in (1, 2, 4, 6, 8, 10) if step * scale >= greatest)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a square plot from 0 to 1 in both directions."""

    x: float
    y: float
    radius: float
    title: str


PLOT = 200
"""The sides of a square plot, in its own units."""


def point(across: float, upwards: float, weight: float, title: str) -> Point:
    """Return a point for two shares from 0 to 1; its area grows with its weight, from 0 to 1."""
    return Point(round(PLOT * across, 1), round(PLOT * (1 - upwards), 1), round(3 + 9 * weight**0.5, 1), title)
