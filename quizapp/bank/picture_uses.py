"""Telling whoever clears pictures which of them stand in a question: in any version, old ones too, and in drafts."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import QuestionVersion, UnsavedDraft
from quizapp.kinds.pictures import pictures_in
from quizapp.pictures.signals import used_pictures_wanted

_CONTENT = sa.cast(QuestionVersion.content, sa.Text)
_TYPED = sa.cast(UnsavedDraft.fields, sa.Text)
_TEXTS = (
    *(sa.select(text).where(text.contains("picture:")) for text in (_CONTENT, _TYPED)),
    sa.select(QuestionVersion.explanation).where(QuestionVersion.explanation.contains("picture:")),
    sa.select(QuestionVersion.teacher_note).where(QuestionVersion.teacher_note.contains("picture:")),
)


def connect() -> None:
    """Answer who asks for the pictures in use."""
    used_pictures_wanted.connect(_names_in_questions)


def _names_in_questions(session: Session) -> set[str]:
    return {name for texts in _TEXTS for text in session.scalars(texts) for name in pictures_in(text)}
