"""Values of rows as the two files of an export tell them: JSON for programs, short texts for people. Pure."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

from quizapp.scheduling.day import date_of

DAYS = frozenset({"day", "last_day", "due_day", "placed_day", "credited_day", "buried_day"})
"""Columns that count a learner's days."""
CODES = frozenset({"act", "action", "kind", "outcome", "rule"})
"""Columns whose values are names of the code's own."""
_CODE = re.compile(r"[a-z]+(_[a-z]+)+")


def to_json(value: object) -> str:
    """Return a value as JSON; moments and days as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_iso)


def to_text(value: object, column: str = "") -> str:
    """Return a value of a column as a cell of a table shows it; moments in UTC, to the minute."""
    if column in DAYS and isinstance(value, int):
        return date_of(value).isoformat()
    if column in CODES and isinstance(value, str):
        return _in_words(value)
    if isinstance(value, dict | list):
        return _listed(value)
    return _single(value)


def _single(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float):
        return f"{value:.4g}"
    return str(value)


def _listed(value: dict[str, object] | list[object]) -> str:
    """Return what a list holds, or names with their values, leaving out what says nothing."""
    if isinstance(value, list):
        return "; ".join(f"({_listed(one)})" if isinstance(one, dict) else to_text(one) for one in value)
    told = ((_in_words(name), _inner(one)) for name, one in value.items())
    return "; ".join(f"{name}: {text}" for name, text in told if text)


def _inner(value: object) -> str:
    if isinstance(value, str):
        return _in_words(value)
    return f"({_listed(value)})" if isinstance(value, dict | list) and value else to_text(value)


def _in_words(code: str) -> str:
    """Return a name of the code's own as words; what people typed stays as it is."""
    return code.replace("_", " ") if _CODE.fullmatch(code) else code


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
