"""Services that keep pictures and clear those that nobody uses. Files are written before rows, and go before them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.pictures.encoding import Encoded
from quizapp.pictures.models import Picture
from quizapp.pictures.queries import unused_pictures
from quizapp.pictures.store import Store

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Bringing:
    """Who brings a picture, and what it shows in their words."""

    person_id: int | None = None
    shows: str = ""


def keep_picture(session: Session, store: Store, encoded: Encoded, bringing: Bringing, *, now: datetime) -> Picture:
    """Keep a picture; one that is here already is taken as brought again, and what it shows as said last."""
    store.write(encoded.name, encoded.data)  # mostly there by now: this makes sure of it behind the gate
    picture = session.scalar(sa.select(Picture).where(Picture.name == encoded.name))
    if picture is None:
        picture = Picture(name=encoded.name, width=encoded.width, height=encoded.height, size=len(encoded.data))
        picture.person_id, picture.shows = bringing.person_id, ""
        session.add(picture)
    picture.shows = bringing.shows or picture.shows
    picture.created_at = now
    session.flush()
    return picture


def clear_unused(session: Session, store: Store, *, now: datetime) -> list[str]:
    """Remove the pictures that were brought 30 days ago or earlier and that no text names; return their names.

    Has to run in a writing transaction, so that nobody brings one of them again meanwhile.
    """
    before = now - KEPT_FOR
    gone = [picture.name for picture in unused_pictures(session, before)]
    known = set(session.scalars(sa.select(Picture.name)))
    gone += [name for name, written in store.names() if name not in known and written < before.timestamp()]
    for name in gone:
        store.remove(name)
    session.execute(sa.delete(Picture).where(Picture.name.in_(gone)))
    session.flush()
    return gone
