"""The searches that instructors keep: services that save and delete them, and the query that lists them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.workbench.models import SavedSearch

LONGEST_NAME = 80


def searches_of_person(session: Session, person_id: int) -> Sequence[SavedSearch]:
    """Return the searches that somebody keeps, by name."""
    return session.scalars(
        sa.select(SavedSearch).where(SavedSearch.person_id == person_id).order_by(SavedSearch.name)
    ).all()


def search_by_id(session: Session, person_id: int, search_id: int) -> SavedSearch | None:
    """Return a search, if it is this person's own."""
    found = session.get(SavedSearch, search_id)
    return found if found is not None and found.person_id == person_id else None


def save_search(session: Session, person_id: int, name: str, query: str, *, now: datetime) -> SavedSearch:
    """Keep a query by a name; a search of the same name is replaced."""
    own = (SavedSearch.person_id == person_id, SavedSearch.name == name)
    search = session.scalar(sa.select(SavedSearch).where(*own))
    if search is None:
        search = SavedSearch(person_id=person_id, name=name, query=query, created_at=now)
        session.add(search)
    search.query = query
    session.flush()
    return search


def delete_search(session: Session, search: SavedSearch) -> None:
    """Forget a search."""
    session.delete(search)
    session.flush()
