"""Which kept searches an instructor may open: their own. An id becomes a row, or 404."""

from __future__ import annotations

from flask import abort

from quizapp.accounts.access import known_visitor
from quizapp.db import db
from quizapp.workbench import searches
from quizapp.workbench.models import SavedSearch


def open_search(search_id: int) -> SavedSearch:
    """Return a search that this instructor keeps, or 404."""
    search = searches.search_by_id(db.session(), known_visitor().id, search_id)
    if search is None:
        abort(404)
    return search
