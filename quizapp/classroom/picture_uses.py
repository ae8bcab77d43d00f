"""Telling whoever clears pictures which of them stand in announcements, those that were taken back too."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.classroom.models import Announcement
from quizapp.kinds.pictures import pictures_in
from quizapp.pictures.signals import used_pictures_wanted

_TEXTS = sa.select(Announcement.text).where(Announcement.text.contains("picture:"))


def connect() -> None:
    """Answer who asks for the pictures in use."""
    used_pictures_wanted.connect(_names_in_announcements)


def _names_in_announcements(session: Session) -> set[str]:
    return {name for text in session.scalars(_TEXTS) for name in pictures_in(text)}
