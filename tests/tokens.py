"""What a page says without the tokens in it, which are drawn at random and so may hold any short word by chance."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[\w.-]{16,}")


def without_tokens(text: str) -> str:
    """Return a text without its runs of 16 letters, digits and what else tokens are made of."""
    return _TOKEN.sub("", text)
