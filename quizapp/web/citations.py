"""Citations: references such as "ally-2023#p2" as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext


class Citation(NamedTuple):
    """What is said of one source."""

    text: str
    """Its title (or its key), and the passages by number."""
    source: str
    """Its key; "" for one that nobody described, which has no page."""
    passage: str
    """The key of the passage cited first; "" for the whole source."""


def cited(references: Iterable[str], titles: Mapping[str, str]) -> list[Citation]:
    """Return one line a source, in the order of first mention."""
    passages: dict[str, list[str]] = {}
    for reference in references:
        source, _mark, passage = reference.partition("#")
        passages.setdefault(source, []).append(passage)
    return [
        Citation(
            _line(titles.get(source, source), [key.removeprefix("p") for key in keys if key]),
            source if source in titles else "",
            keys[0],
        )
        for source, keys in passages.items()
    ]


def _line(title: str, numbers: list[str]) -> str:
    quoted = _("“%(title)s”", title=title)
    if not numbers:
        return str(quoted)
    words = ngettext("passage %(numbers)s", "passages %(numbers)s", len(numbers), numbers=", ".join(numbers))
    return f"{quoted}, {words}"
