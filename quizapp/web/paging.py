"""Which page of a list is asked for."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

LAST_PAGE = 10_000


def page_asked(fields: MultiDict[str, str]) -> int:
    """Return the page that the fields of an address or a form ask for, from 1; the nearest that there can be."""
    return min(max(fields.get("page", 1, type=int), 1), LAST_PAGE)
