"""The 404 of what is not there, or not for this visitor: to a stranger the two look the same."""

from __future__ import annotations

from typing import TypeVar

from flask import abort

Found = TypeVar("Found")


def or_404(found: Found | None) -> Found:
    """Return what a query found, or answer 404 where it is None."""
    if found is None:
        abort(404)
    return found
