"""The table of students and topics as CSV: a line for each student and topic. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from quizapp.forecasts.mastery import Cell, Mastery
from quizapp.formats.spreadsheet import neutral
from quizapp.psychometrics.shares import Share

NAMES = (
    *("student", "topic", "cards", "cards_met"),
    *("recall_today", "recall_today_low", "recall_today_high"),
    *("recall_then", "recall_then_low", "recall_then_high"),
)


def csv_of(mastery: Mastery) -> str:
    """Return the table as CSV; what is too few to say is left empty, as the page leaves it out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(NAMES)
    writer.writerows(_lines(mastery))
    return out.getvalue()


def _lines(mastery: Mastery) -> Iterator[list[str]]:
    for row in mastery.rows:
        for topic, cell in zip(mastery.topics, row.cells, strict=True):
            yield [neutral(row.student.roster_name), neutral(topic.topic), *_cells(cell)]


def _cells(cell: Cell) -> list[str]:
    return [str(cell.of), str(cell.met), *_share(cell.now), *_share(cell.then)]


def _share(share: Share | None) -> list[str]:
    return [""] * 3 if share is None else [f"{one:.4f}" for one in (share.value, share.low, share.high)]
