"""Texts of plain words, to which no rule of Markdown applies, or that of emphasis alone. Pure."""

from __future__ import annotations

import re

_SIGN = r"[\w ,;:?'’“”()./%–—-]"
_PLAIN = re.compile(rf"[^\W\d_]{_SIGN}*")
_PLAIN_LINES = re.compile(rf"(?:[^\W\d_]{_SIGN}*\n)*")
_ASCII_LINES = re.compile(r"(?:[A-Za-z][A-Za-z0-9 ,;:?'()./%-]*\n)*")
"""The same where all signs are of ASCII, which is told in a quarter of the time."""
_STRESS = rf"(?<![^ \n])\*(?P<two>\*?)[^\W_](?:{_SIGN}*[^\W_])?\*(?P=two)(?![^ \n,.;:?])"
"""Emphasis of one or two stars around whole words."""
_SIMPLE = re.compile(rf"(?=[^\W\d_]|\*)(?:{_STRESS}|{_SIGN}|\n(?=[^\W\d_]|\*))*")
"""Plain words and emphasis, in lines that begin with a letter or with emphasis."""


def is_plain(text: str) -> bool:
    """Say whether no rule of Markdown applies to a text: it begins with a letter, is one line, and has no such sign."""
    if text[:1].isalpha() and text.replace(" ", "").isalnum():  # most are, and it is told in a third of the time
        return True
    return _PLAIN.fullmatch(text) is not None and "_" not in text


def are_plain_lines(text: str, count: int) -> bool:
    """Say whether a text is so many lines, each of them plain and with a line feed at its end."""
    are_plain = _ASCII_LINES.fullmatch(text) or ("_" not in text and _PLAIN_LINES.fullmatch(text))
    return bool(are_plain) and text.count("\n") == count


def without_emphasis(text: str) -> str | None:
    """Return a text without the stars of emphasis, where no other rule of Markdown applies; None where one might."""
    is_simple = "_" not in text and "  \n" not in text and _SIMPLE.fullmatch(text) is not None  # spaces break a line
    return text.replace("*", "") if is_simple else None
