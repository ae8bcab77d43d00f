"""What the doctor says: a sentence about what is, and one about what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizapp.kinds.messages import Message


class Level(StrEnum):
    """How it stands."""

    WELL = "well"
    NOTE = "note"
    """Nothing is wrong, but it is good to know."""
    WARNING = "warning"
    """Something will go wrong, or may."""
    FAULT = "fault"
    """Something is wrong now."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    """A short name of what was looked at, for machines."""
    level: Level
    what: Message
    advice: Message | None = None


def finding(about: str, level: Level, what: str, advice: str | None = None, /, **params: object) -> Finding:
    """Return a finding whose two sentences (msgids) share their values."""
    return Finding(about, level, Message(what, params), Message(advice, params) if advice else None)
