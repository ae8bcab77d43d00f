"""Queries for the id of a new question where its author gave none: made of the question's own words."""

from __future__ import annotations

from sqlalchemy.orm import Session

from quizapp.bank.headings import proposed_key
from quizapp.bank.models import Bank
from quizapp.bank.queries import key_is_taken
from quizapp.studio.copying import numbered_key

LONGEST_MADE = 48


def key_of_words(words: str, kind: str) -> str:
    """Return an id made of a question's words, of whole ones; of its kind where none has letters from a to z."""
    key = proposed_key(words)
    if len(key) > LONGEST_MADE:
        key = key[: LONGEST_MADE + 1].rpartition("-")[0] or key[:LONGEST_MADE]
    return key or kind.replace("_", "-")


def key_for(session: Session, bank: Bank, words: str, kind: str) -> str:
    """Return an id for a new question that no other of its bank has."""
    key = key_of_words(words, kind)
    return numbered_key(session, bank.id, key) if key_is_taken(session, bank, key) else key
