"""Pictures in rendered Markdown get their address and their size, so that nothing on the page moves when they come.

Where pictures are kept is told by whoever keeps them, as web knows no features: app.extensions["quizapp.pictures"].
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup

_PICTURE = re.compile(r'<img src="picture:(\w+)" alt="([^"]*)">')
EXTENSION = "quizapp.pictures"


class Placed(NamedTuple):
    """Where a browser gets a picture, and how large it is, in pixels."""

    address: str
    width: int
    height: int


Place = Callable[[str], Placed | None]
"""Finds a picture by its name; None where it is not kept here."""


def with_pictures(rendered: Markup) -> Markup:
    """Return rendered Markdown with its pictures in it; of a picture that is lost there are the words."""
    if "<img " not in rendered:
        return rendered
    return Markup(_PICTURE.sub(_placed, rendered))  # noqa: S704 - cleaned before, and each part is safe


def _placed(found: re.Match[str]) -> str:
    name, words = found.groups()
    place: Place = current_app.extensions[EXTENSION]
    placed = place(name)
    if placed is None:
        return f'<em class="lost-picture">[{html.escape(html.unescape(words))}]</em>'
    size = f'width="{placed.width}" height="{placed.height}"'
    return f'<img src="{html.escape(placed.address)}" alt="{words}" {size} loading="lazy" decoding="async">'
