"""How a picture is written into Markdown."""

from __future__ import annotations

import re

_MEANT = re.compile(r"[\\\[\]`*_<>&]")


def markdown_of(name: str, shows: str) -> str:
    """Return the Markdown that shows a picture, its words standing for themselves."""
    words = _MEANT.sub(lambda found: f"\\{found[0]}", " ".join(shows.split()))
    return f"![{words}](picture:{name})"
