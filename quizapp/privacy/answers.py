"""Answers in the words that a learner gave. As they are stored they name places in the content, which tell the key."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.kinds.base import Content, Part
from quizapp.kinds.messages import ContentError


def answers_in_words(content: Content, answers: Sequence[str]) -> list[str]:
    """Return what was answered, a text for each part, in an order that tells nothing of what is right."""
    try:
        parts = content.grade(tuple(answers)).parts
    except ContentError:  # kept under rules that have changed since
        return []
    return [_told(part) for part in sorted(parts, key=_place) if part.given]


def _told(part: Part) -> str:
    return part.given if part.asked in {"", part.given} else f"{part.asked}: {part.given}"


def _place(part: Part) -> tuple[int, str]:
    """Order gaps and ranks by their number, all else by its words: the content holds what is right first."""
    return int(part.asked) if part.asked.isascii() and part.asked.isdigit() else 0, part.asked
