"""Pictures in Markdown: ![what it shows](picture:NAME). What names they have, and what is wrong with one. Pure."""

from __future__ import annotations

import re

from quizapp.kinds.messages import N_, ContentError

NAME = "[0-9a-f]{32}"
"""A picture's name: the first half of the SHA-256 of its file, in hex."""

_NAMED = re.compile(rf"picture:({NAME})(?![0-9a-f])")
_WHOLE = re.compile(rf"{NAME}\Z")
_SHOWN = re.compile(r"!\[(?P<shows>(?:\\.|[^\[\]\\])*)\]\(\s*<?picture:(?P<name>[^\s)>]*)")

_UNSAID = N_("A picture stands here without a word on what it shows: write it between the brackets of ![…](picture:…).")
_UNKNOWN = N_(
    "“picture:%(name)s” is no picture’s address: “picture:” is followed by 32 digits and letters from a to f."
)


def is_name(text: str) -> bool:
    """Tell whether a text has the form of a picture's name."""
    return _WHOLE.match(text) is not None


def pictures_in(text: str) -> list[str]:
    """Return the names of the pictures that a text shows or mentions, each once, in its order."""
    return list(dict.fromkeys(_NAMED.findall(text))) if "picture:" in text else []


def described(text: str) -> str:
    """Refuse a picture that nobody put into words, and one that has no picture's name.

    Raises:
        ContentError: one sentence about the first of them.

    """
    for shown in _SHOWN.finditer(text):
        if not is_name(shown["name"]):
            raise ContentError(_UNKNOWN, name=shown["name"][:40])
        if not shown["shows"].strip():
            raise ContentError(_UNSAID)
    return text
