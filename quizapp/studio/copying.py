"""Queries for copies of a question: the id that is free for one."""

from __future__ import annotations

import itertools
import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Question


def free_key(session: Session, bank_id: int, key: str) -> str:
    """Return an id like another one that no question of a bank has: karabakh-seized-2, then -3."""
    return numbered_key(session, bank_id, re.sub(r"-\d{1,4}\Z", "", key))


def numbered_key(session: Session, bank_id: int, stem: str) -> str:
    """Return an id with a number after all of another, which no question of a bank has: war-of-1994-2, then -3."""
    like = Question.key.startswith(stem, autoescape=True)
    taken = set(session.scalars(sa.select(Question.key).where(Question.bank_id == bank_id, like)))
    return next(made for number in itertools.count(2) if (made := f"{stem}-{number}") not in taken)
