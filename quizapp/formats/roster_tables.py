"""Lists of names as tables: text in whatever encoding and with whatever separators, and Excel's files. Pure.

Nothing grows beyond its limit, whatever a file says of itself.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from quizapp.kinds.messages import N_, ToldError

MEBIBYTE = 1024 * 1024
MOST_LINES = 5_000
MOST_COLUMNS = 20
LARGEST_UNPACKED = 20 * MEBIBYTE
MOST_PARTS = 500
SEPARATORS = ("\t", ";", ",")

_TOO_LONG = N_("This list has more than %(most)d lines. Split it, or take out what is not a name.")
_LARGE = N_(
    "This file unpacks to more than a list of names needs. Save it anew with the one sheet that holds the names."
)
_NO_SHEET = N_("This file cannot be read as an Excel sheet. Save it again as .xlsx or as CSV.")
_OLD = N_("This is an old or protected Excel file. Save it as .xlsx without a password, or as CSV.")
_OTHER = N_("This is a document, not a list of names. Save the list as .xlsx or as CSV.")
_NO_TEXT = N_("This file is neither a text nor an Excel sheet. Save the list as .xlsx or as CSV.")


class RosterError(ToldError):
    """A list cannot be read at all."""


class TableRow(NamedTuple):
    """A line of a list, cut into its cells."""

    line: int
    """From 1."""
    cells: tuple[str, ...]


def table_of_file(data: bytes) -> list[TableRow]:
    """Return the rows of a file, whatever its name says it is.

    Raises:
        RosterError: it cannot be read.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RosterError(_OLD)
    if data.startswith(b"PK\x03\x04"):
        return _table_of_excel(data)
    if data.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")):
        raise RosterError(_OTHER)
    return table_of_text(decoded(data))


def table_of_text(text: str) -> list[TableRow]:
    """Return the rows of a text, empty lines left out.

    Raises:
        RosterError: it has too many lines.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if len(filled) > MOST_LINES:
        raise RosterError(_TOO_LONG, most=MOST_LINES)
    separator = separator_of([line for _number, line in filled])
    return [TableRow(number, _cells(line, separator)) for number, line in filled]


def separator_of(lines: list[str]) -> str:
    """Return what stands between the cells: the first of tab, semicolon, comma that most lines have; else none."""
    for separator in SEPARATORS:
        if sum(separator in line for line in lines) * 2 > len(lines):
            return separator
    return ""


def _cells(line: str, separator: str) -> tuple[str, ...]:
    """Cut one line: a quotation mark that is never closed spoils no other line."""
    if not separator:
        return (line.strip().strip('"'),)
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True))
    except csv.Error:
        cells = line.split(separator)
    return tuple(cell.strip() for cell in cells[:MOST_COLUMNS])


def decoded(data: bytes) -> str:
    """Return a file's text: by its byte order mark, as UTF-8 or UTF-16, else in the code page that fits its letters.

    Raises:
        RosterError: it is no text.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if b"\0" in data:
        return _without_mark(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_code_page(data), "replace")


def _without_mark(data: bytes) -> str:
    """Decode what has zero bytes: UTF-16 without its mark has them in every other place, where letters are Latin."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    text = data.decode("utf-16-be" if even > odd else "utf-16-le", "replace")
    if "\0" in text or len(data) % 2 or text.count("\ufffd") * 20 > len(text):
        raise RosterError(_NO_TEXT)
    return text


_WORD = re.compile(rb"[A-Za-z\x80-\xff]{2,}")


def _code_page(data: bytes) -> str:
    """Guess between Windows' Cyrillic and Western pages: Cyrillic words have no ASCII letters, Western ones have."""
    words = [word for word in _WORD.findall(data[:100_000]) if not word.isascii()]
    cyrillic = sum(all(byte >= 0x80 for byte in word) for word in words)  # noqa: PLR2004 - beyond ASCII
    return "cp1251" if cyrillic * 2 > len(words) else "cp1252"


def _table_of_excel(data: bytes) -> list[TableRow]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse_bombs(packed)
        rows = list(islice(_rows_of_excel(data), MOST_LINES + 1))
    except RosterError:
        raise
    except Exception:  # noqa: BLE001 - a hostile or damaged file breaks the library in many ways
        raise RosterError(_NO_SHEET) from None
    if len(rows) > MOST_LINES:
        raise RosterError(_TOO_LONG, most=MOST_LINES)
    return rows


def _refuse_bombs(packed: zipfile.ZipFile) -> None:
    """Refuse what unpacks to too much: zipfile never unpacks more of a part than its header says."""
    parts = packed.infolist()
    if "xl/workbook.xml" not in packed.namelist():
        raise RosterError(_OTHER)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise RosterError(_LARGE)


def _rows_of_excel(data: bytes) -> Iterator[TableRow]:
    import openpyxl  # noqa: PLC0415 - few need it, and all would wait for it at the start

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, which are not looked at
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its size is not believed
            rows = sheet.iter_rows(max_row=4 * MOST_LINES, max_col=MOST_COLUMNS, values_only=True)
            for number, row in enumerate(rows, 1):
                cells = tuple(_text_of(value) for value in row)
                if any(cells):
                    yield TableRow(number, cells)
        finally:
            book.close()


def _text_of(value: object) -> str:
    """Return a cell as text; whole numbers have no fraction."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:1_000].strip()
