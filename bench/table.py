"""Rounds that alternate, and the table that comes out."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from typing import Any

Figures = dict[str, Any]


def alternate(contestants: Sequence[Callable[[], Figures]], rounds: int) -> list[list[Figures]]:
    """Let every contestant run once a round, in turn (A B A B …), after one round that is not counted."""
    for contestant in contestants:
        contestant()
    results: list[list[Figures]] = [[] for _ in contestants]
    for _round in range(rounds):
        for place, contestant in enumerate(contestants):
            results[place].append(contestant())
    return results


def spread(values: Sequence[float], digits: int = 0) -> str:
    """Return a median with its least and greatest value."""
    return f"{statistics.median(values):.{digits}f} [{min(values):.{digits}f}–{max(values):.{digits}f}]"


def ratios(ours: Sequence[Figures], theirs: Sequence[Figures], name: str) -> list[float]:
    """Return ours/theirs, pair by pair."""
    return [a[name] / b[name] for a, b in zip(ours, theirs, strict=True)]


def verdict(value: float, bound: float, *, at_least: bool) -> str:
    """Say whether a figure is where it should be."""
    reached = value >= bound if at_least else value <= bound
    return f"{'reached' if reached else 'MISSED'} ({'≥' if at_least else '≤'} {bound})"


def print_row(what: str, *cells: str) -> None:
    """Print one row of the table."""
    print(f"| {what:<44} | " + " | ".join(cells) + " |", flush=True)
