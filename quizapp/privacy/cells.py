"""Values of rows as the two files of an export tell them: JSON for programs, short texts for people. Pure."""

from __future__ import annotations

import json
from datetime import date, datetime


def to_json(value: object) -> str:
    """Return a value as JSON; moments and days as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_iso)


def to_text(value: object) -> str:
    """Return a value as a cell of a table shows it; moments in UTC, to the minute."""
    if value is None or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "; ".join(to_text(one) for one in value)
    return to_json(value) if isinstance(value, dict | list) else str(value)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
