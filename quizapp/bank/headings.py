"""What stands above a bank's questions: services that make a bank and write its heading, and what it once said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.bank.models import Bank
from quizapp.bank.roles import BankRole
from quizapp.bank.sharing import give_role
from quizapp.db import Base
from quizapp.formats.base import BankDraft
from quizapp.formats.fields import HeadFields

LONGEST_KEY = 80


class HeadingChange(Base):
    """That a bank's heading was changed. Never changed itself."""

    __tablename__ = "heading_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("banks.id", ondelete="CASCADE"), index=True)
    before: Mapped[dict[str, Any]]
    """What it said until then, by field."""
    at: Mapped[datetime]


class KeyTakenError(ValueError):
    """There is a bank of this key already."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a bank's questions."""

    title: str
    language: str = "en"
    description: str = ""
    reading_grade: int | None = None
    topics: Mapping[str, str] = field(default_factory=dict)
    """Titles of topics."""

    @classmethod
    def of(cls, bank: Bank | BankDraft | HeadFields) -> Heading:
        """Return what stands above a bank's questions now, or in its file."""
        return cls(bank.title, bank.language, bank.description, bank.reading_grade, dict(bank.topics))


def create_bank(session: Session, key: str, heading: Heading, creator_id: int, *, now: datetime) -> Bank:
    """Add an empty bank; whoever creates it owns it.

    Raises:
        KeyTakenError: the key is taken.

    """
    if session.scalar(sa.select(Bank.id).where(Bank.key == key)) is not None:
        raise KeyTakenError(key)
    bank = Bank(key=key, created_at=now)
    put_heading(bank, heading)
    session.add(bank)
    session.flush()
    give_role(session, bank, creator_id, BankRole.OWNER, creator_id, now=now)
    return bank


def change_heading(session: Session, bank: Bank, heading: Heading, *, now: datetime) -> bool:
    """Let a bank say something else above its questions; say whether anything changed."""
    if heading == Heading.of(bank):
        return False
    keep_heading(session, bank, now=now)
    put_heading(bank, heading)
    session.flush()
    return True


def keep_heading(session: Session, bank: Bank, *, now: datetime) -> None:
    """Keep what stands above a bank's questions, which is about to change."""
    session.add(HeadingChange(bank_id=bank.id, before=asdict(Heading.of(bank)), at=now))


def earlier_headings(session: Session, bank: Bank) -> list[tuple[Heading, datetime]]:
    """Return what once stood above a bank's questions, each with the moment until which it did; oldest first."""
    statement = sa.select(HeadingChange).where(HeadingChange.bank_id == bank.id).order_by(HeadingChange.id)
    return [(Heading(**one.before), one.at) for one in session.scalars(statement)]


def heading_at(session: Session, bank: Bank, moment: datetime) -> Heading:
    """Return what stood above a bank's questions at a moment."""
    earlier = earlier_headings(session, bank)
    return next((heading for heading, until in earlier if until > moment), Heading.of(bank))


def put_heading(bank: Bank, heading: Heading) -> None:
    """Write a heading without keeping what stood there."""
    bank.title, bank.language = heading.title, heading.language
    bank.description, bank.reading_grade = heading.description, heading.reading_grade
    bank.topics = dict(heading.topics)


def topic_lines(topics: Mapping[str, str]) -> list[str]:
    """Return titles of topics as a form has them, one a line."""
    return [f"{topic}: {title}".rstrip() for topic, title in sorted(topics.items())]


def titles_in(lines: Sequence[str]) -> dict[str, str]:
    """Return the titles that lines of a form give to topics; a topic without one is as if its line were not there."""
    return {topic: title for topic, title in map(named_line, lines) if title}


def named_line(line: str) -> tuple[str, str]:
    """Return what a line of a form says: a name, a colon and words; without a colon, the first word is the name."""
    name, colon, words = line.partition(":")
    if not colon:
        name, words = [*line.split(None, 1), "", ""][:2]
    return name.strip(), words.strip()


def proposed_key(title: str) -> str:
    """Return a key made of a title's letters and digits: "" where it has none that a key may hold."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_KEY].rstrip("-")
