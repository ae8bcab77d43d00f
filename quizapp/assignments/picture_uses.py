"""Telling whoever clears pictures which of them stand in the instructions of assignments, in the trash too."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.models import Assignment
from quizapp.kinds.pictures import pictures_in
from quizapp.pictures.signals import used_pictures_wanted

_TEXTS = sa.select(Assignment.instructions).where(Assignment.instructions.contains("picture:"))


def connect() -> None:
    """Answer who asks for the pictures in use."""
    used_pictures_wanted.connect(_names_in_instructions)


def _names_in_instructions(session: Session) -> set[str]:
    return {name for text in session.scalars(_TEXTS) for name in pictures_in(text)}
