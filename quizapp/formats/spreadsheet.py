"""Texts in files for spreadsheets: none of them may run as a formula there."""

from __future__ import annotations

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(text: str) -> str:
    """Return a text that no spreadsheet runs: where it begins like a formula, an apostrophe comes before it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
