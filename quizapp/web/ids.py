"""Numbers that browsers send: only those that an id in the database can be, so that no other is ever an error."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1
"""PostgreSQL's INTEGER."""


class IdConverter(IntegerConverter):
    """A whole number from 0 to LARGEST_ID."""

    regex = r"\d{1,10}"

    def __init__(self, map: Map) -> None:  # noqa: A002 - Werkzeug's own name
        """Set the bound once for all addresses."""
        super().__init__(map, max=LARGEST_ID)


def id_of(text: str) -> int:
    """Read an id that a field or an address names, as the `type=` of Werkzeug's `get`, which leaves out what is none.

    Raises:
        ValueError: no row can have it.
    """
    if not _can_be_an_id(text):
        raise ValueError
    return int(text)


def ids_of(texts: Iterable[str]) -> list[int]:
    """Return the ids among some texts in their order, each once."""
    return list(dict.fromkeys(int(text) for text in texts if _can_be_an_id(text)))


def _can_be_an_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID)) and int(text) <= LARGEST_ID


def init_app(app: Flask) -> None:
    """Read <int:…> in every address as an id."""
    app.url_map.converters["int"] = IdConverter
