"""The log as a table: a line for each entry, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from quizapp.oversight.entries import Entry, Record
from quizapp.oversight.exporting import NAMES, csv_of

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def test_no_cell_is_a_formula():
    entry = Entry(Record.ACTION, 1, NOW, 1, "class.made", by_role="admin", undone_at=NOW)
    text = csv_of([(entry, "=cmd|x", "@SUM(A1) made “a, b”")])
    rows = list(csv.reader(io.StringIO(text)))
    moment = "2026-09-01T08:00:00+00:00"
    assert rows == [list(NAMES), [moment, "'=cmd|x", "admin", "class.made", "'@SUM(A1) made “a, b”", moment]]
