"""How points and percentages are rounded for people: half up, once, at the very end."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_NOISE = 9
"""Decimal places beyond which a binary fraction says nothing."""


def rounded(value: float, places: int) -> float:
    """Return a value rounded half up, as it is taught in school: 0.125 to 0.13, and 84.45 to 84.5."""
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-_NOISE), ROUND_HALF_UP)
    return float(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def percent(share: float, places: int = 1) -> float:
    """Return a share from 0 to 1 in percent, rounded half up."""
    return rounded(share * 100, places)
