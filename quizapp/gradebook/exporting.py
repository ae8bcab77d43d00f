"""The gradebook as files: CSV, and a spreadsheet with a sheet of points and one of percentages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from quizapp.formats.spreadsheet import neutral, sheet_title
from quizapp.gradebook.book import Book, Line
from quizapp.gradebook.queries import Settings
from quizapp.grades.marks import Mark, Standing
from quizapp.rounding import percent, rounded

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MIMETYPE_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it Excel takes a CSV file for one of the country's old encoding."""
Cell = str | float | None
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def text(value: str) -> str:
    """Return a text that spreadsheets take, and that none of them runs."""
    return neutral(_UNPRINTABLE.sub("", value))


def csv_of(book: Book) -> str:
    """Return the gradebook as CSV: a line for each student, points and percent of each assignment."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = [f"{one.title} ({word})" for one in book.assignments for word in (_("points"), _("percent"))]
    writer.writerow([*_about(), *map(text, heads)])
    for line in book.lines:
        pairs = [(points_cell(mark, book.settings), percent_cell(mark, book.settings)) for mark in line.marks]
        writer.writerow(map(_written, [*_said(line, book), *(cell for pair in pairs for cell in pair)]))
    return BOM + out.getvalue()


def _written(cell: Cell) -> Cell:
    """Return a cell as CSV has it: a whole number without a fraction, which many spreadsheets cannot read."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def xlsx_of(book: Book) -> bytes:
    """Return the gradebook as a spreadsheet; written row by row, so that a big one needs little memory."""
    from openpyxl import Workbook  # noqa: PLC0415 - few need it, and all would wait for it at the start

    workbook = Workbook(write_only=True)
    for title, cell in ((_("Points"), points_cell), (_("Percent"), percent_cell)):
        _fill(workbook.create_sheet(sheet_title(title)), book, cell)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _fill(sheet: WriteOnlyWorksheet, book: Book, cell: Callable[[Mark, Settings], Cell]) -> None:
    sheet.freeze_panes = "D2"
    sheet.column_dimensions["A"].width = 28
    heads = [*_about(), *(text(one.title) for one in book.assignments)]
    sheet.append([_bold(sheet, head) for head in heads])
    possible = [rounded(one.points, 2) for one in book.assignments]
    sheet.append([_("points to be had"), None, None, *possible])
    for line in book.lines:
        sheet.append([*_said(line, book), *(cell(mark, book.settings) for mark in line.marks)])


def _bold(sheet: WriteOnlyWorksheet, head: str) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    made = WriteOnlyCell(sheet, value=head)
    made.font = Font(bold=True)
    return made


def _about() -> list[str]:
    return [_("Student"), _("Group"), _("Grade in percent")]


def _said(line: Line, book: Book) -> Iterator[Cell]:
    yield text(line.row.name if not line.row.has_left else _("%(name)s (left the class)", name=line.row.name))
    yield text(line.row.group)
    yield None if line.grade.share is None else percent(line.grade.share, book.settings.places)


def points_cell(mark: Mark, settings: Settings) -> Cell:
    """Return the points of a mark; in their place a word for who is excused, and nothing where nothing counts."""
    if mark.standing == Standing.EXCUSED:
        return str(_("excused"))
    if mark.standing == Standing.MISSING and not settings.scheme.missing_is_zero:
        return None
    return None if mark.points is None else rounded(mark.points, 2)


def percent_cell(mark: Mark, settings: Settings) -> Cell:
    """Return the percentage of a mark, as points are told."""
    told = points_cell(mark, settings)
    if not isinstance(told, float):
        return told
    return None if mark.share is None else percent(mark.share, settings.places)
