"""Texts in files for spreadsheets: none of them may run as a formula there."""

from __future__ import annotations

import re

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the first four in full width, which some spreadsheets take for the same."""
_AFTER_A_SEPARATOR = re.compile(r"([;\t][\s\"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""In half of the world, spreadsheets take a semicolon for the end of a cell, whatever the file was written with."""


def neutral(text: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe stands before whatever begins like a formula."""
    text = _AFTER_A_SEPARATOR.sub(r"\1'", text)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
