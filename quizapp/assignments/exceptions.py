"""How an assignment differs for a student, as values that JSON keeps: for the log, so that it can be put back. Pure.

The note is left out: it may say of a student what no log is to remember.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from quizapp.assignments.models import AssignmentException
from quizapp.assignments.services import Differing

_NAMES = tuple(one.name for one in fields(Differing) if one.name != "note")
_MOMENTS = frozenset({"opens_at", "closes_at"})


def as_json(differing: AssignmentException | Differing | None) -> dict[str, Any]:
    """Return how an assignment differs; nothing differs without an exception."""
    said = {name: getattr(differing or Differing(), name) for name in _NAMES}
    return said | {name: said[name] and said[name].isoformat() for name in _MOMENTS}


def from_json(said: Mapping[str, Any], note: str) -> Differing:
    """Return how an assignment differs from what as_json made of it, with the note of now."""
    moments = {name: said[name] and datetime.fromisoformat(said[name]) for name in _MOMENTS}
    return Differing(**({name: said[name] for name in _NAMES} | moments), note=note)
