"""Leeches: cards that are forgotten again and again, and cost more time than they teach. Pure."""

from __future__ import annotations

THRESHOLD = 8
"""Lapses from which a card is one, as in Anki."""

AGAIN_EVERY = 4
"""Lapses after which help is offered once more: half the threshold, as in Anki."""


def is_leech(lapses: int) -> bool:
    """Tell whether help is to be offered at just so many lapses."""
    return lapses >= THRESHOLD and (lapses - THRESHOLD) % AGAIN_EVERY == 0
