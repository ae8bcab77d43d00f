"""The log as CSV, a line for each entry, moments in UTC; no cell of it runs as a formula. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from quizapp.formats.spreadsheet import neutral
from quizapp.oversight.entries import Entry

NAMES = ("at", "who", "role", "what", "sentence", "taken_back_at")


def csv_of(told: Iterable[tuple[Entry, str, str]]) -> str:
    """Return entries, each with who did it and its sentence, as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(NAMES)
    for entry, who, sentence in told:
        undone_at = entry.undone_at.isoformat() if entry.undone_at else ""
        cells = (entry.at.isoformat(), who, entry.by_role, entry.what, sentence, undone_at)
        writer.writerow([neutral(cell) for cell in cells])
    return out.getvalue()
