"""One's own log as files: CSV for spreadsheets, JSON for programs. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from quizapp.formats.spreadsheet import neutral


@dataclass(frozen=True, slots=True)
class LogRow:
    """One event of the log, as a file tells it."""

    event: str
    at: datetime
    day: int
    bank: str
    question: str
    card: str
    source: str
    rating: int
    score: float | None
    duration_ms: int | None
    taken_back: bool


def csv_of(rows: Iterable[LogRow]) -> str:
    """Return rows as CSV; a text that a spreadsheet would run as a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [field.name for field in fields(LogRow)]
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in names])
    return out.getvalue()


def json_of(rows: Iterable[LogRow]) -> str:
    """Return rows as JSON, moments as ISO 8601 in UTC."""
    told = [asdict(row) | {"at": row.at.isoformat()} for row in rows]
    return json.dumps({"format": "quizapp-log-1", "events": told}, ensure_ascii=False, indent=1)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)
