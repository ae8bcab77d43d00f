"""Telling whoever clears pictures which of them stand in comments and in answers to reports."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.editorial.models import Comment, Report
from quizapp.kinds.pictures import pictures_in
from quizapp.pictures.signals import used_pictures_wanted

_TEXTS = tuple(sa.select(text).where(text.contains("picture:")) for text in (Comment.text, Report.answer))


def connect() -> None:
    """Answer who asks for the pictures in use."""
    used_pictures_wanted.connect(_names_in_talk)


def _names_in_talk(session: Session) -> set[str]:
    return {name for texts in _TEXTS for text in session.scalars(texts) for name in pictures_in(text)}
