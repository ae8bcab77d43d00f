"""Looking up pictures. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.pictures.models import Picture
from quizapp.pictures.signals import used_pictures_wanted


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture with the name of who brought it."""

    picture: Picture
    person: str | None


def picture_by_name(session: Session, name: str) -> PictureRow | None:
    """Return a picture."""
    row = session.execute(_with_person.where(Picture.name == name)).one_or_none()
    return PictureRow(*row) if row else None


def pictures_before(session: Session, picture_id: int | None, count: int) -> list[PictureRow]:
    """Return some pictures, those brought last first, from before a certain one on."""
    statement = _with_person.order_by(Picture.id.desc()).limit(count)
    if picture_id is not None:
        statement = statement.where(Picture.id < picture_id)
    return [PictureRow(*row) for row in session.execute(statement)]


def used_names(session: Session) -> set[str]:
    """Return the names of all pictures that any text names, old versions and drafts too."""
    return {name for _listener, names in used_pictures_wanted.send(session) for name in names}


def unused_pictures(session: Session, before: datetime | None = None) -> Sequence[Picture]:
    """Return the pictures that no text names, oldest first; only those brought before a moment, if one is given."""
    statement = sa.select(Picture).order_by(Picture.created_at)
    if before is not None:
        statement = statement.where(Picture.created_at < before)
    used = used_names(session)
    return [picture for picture in session.scalars(statement) if picture.name not in used]


_with_person = sa.select(Picture, Person.name).outerjoin(Person, Person.id == Picture.person_id)
