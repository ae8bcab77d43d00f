"""Texts in files for spreadsheets: none of them may run as a formula there, and none may make a file unreadable."""

from __future__ import annotations

import re

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the first four in full width, which some spreadsheets take for the same."""
_AFTER_A_SEPARATOR = re.compile(r"([;\t][\s\"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""In half of the world, spreadsheets take a semicolon for the end of a cell, whatever the file was written with."""

LONGEST_TITLE = 30
"""One less than Excel takes: of two that are alike, openpyxl puts a number to the second."""
_NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]]")
_TAKEN = "history"
"""Excel keeps this name for itself, in whatever case: it takes a file with such a sheet for a damaged one."""
_UNSEEN = re.compile(r"[\s\x00-\x1f\ufffe\uffff]+")


def neutral(text: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe stands before whatever begins like a formula."""
    text = _AFTER_A_SEPARATOR.sub(r"\1'", text)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def sheet_title(text: str) -> str:
    """Return a text as a sheet can be called: short as UTF-16 counts, without what Excel refuses there."""
    seen = _UNSEEN.sub(" ", _NOT_IN_TITLES.sub("-", text)).strip(" '")
    short = seen.encode("utf-16-le")[: 2 * LONGEST_TITLE].decode("utf-16-le", errors="ignore")
    told = short.strip(" '") or "-"
    return f"{told}-" if told.lower() == _TAKEN else told
