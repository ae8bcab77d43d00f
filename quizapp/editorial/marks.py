"""Telling the bank's search at which questions something waits: reports of students, comments that nobody settled."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.signals import marks_wanted
from quizapp.editorial.comment_queries import open_reports, open_threads


def connect() -> None:
    """Answer who looks for flagged or commented questions."""
    marks_wanted.connect(_marked)


def _marked(_session: Session, *, mark: str) -> list[sa.Select[int]]:
    return {"flagged": [open_reports()], "commented": [open_threads()]}.get(mark, [])
