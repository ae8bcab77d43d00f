"""Numbers in addresses: only those that an id in the database can be, so that all others are 404 and never an error."""

from __future__ import annotations

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


def init_app(app: Flask) -> None:
    """Read <int:…> in every address as an id."""
    app.url_map.converters["int"] = IdConverter
