"""Services of the browser that make a bank and write what stands above its questions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank
from quizapp.bank.roles import BankRole
from quizapp.bank.sharing import give_role

LONGEST_KEY = 80


class KeyTakenError(ValueError):
    """There is a bank of this key already."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a bank's questions."""

    title: str
    language: str = "en"
    description: str = ""
    reading_grade: int | None = None


def create_bank(session: Session, key: str, heading: Heading, creator_id: int, *, now: datetime) -> Bank:
    """Add an empty bank; whoever creates it owns it.

    Raises:
        KeyTakenError: the key is taken.

    """
    if session.scalar(sa.select(Bank.id).where(Bank.key == key)) is not None:
        raise KeyTakenError(key)
    bank = Bank(key=key, created_at=now)
    _write(bank, heading)
    session.add(bank)
    session.flush()
    give_role(session, bank, creator_id, BankRole.OWNER, creator_id, now=now)
    return bank


def change_heading(session: Session, bank: Bank, heading: Heading) -> bool:
    """Give a bank another title, language, description or reading grade; say whether anything changed."""
    if heading == Heading(bank.title, bank.language, bank.description, bank.reading_grade):
        return False
    _write(bank, heading)
    session.flush()
    return True


def _write(bank: Bank, heading: Heading) -> None:
    bank.title, bank.language = heading.title, heading.language
    bank.description, bank.reading_grade = heading.description, heading.reading_grade


def proposed_key(title: str) -> str:
    """Return a key made of a title's letters and digits: "" where it has none that a key may hold."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_KEY].rstrip("-")
