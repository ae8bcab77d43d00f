"""What an entry of the log is, which entries are asked for, and where in the log a page begins. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from quizapp.audit.models import Act


class Area(StrEnum):
    """What entries are about, for choosing some of them."""

    PEOPLE = "people"
    CLASSES = "classes"
    ASSIGNMENTS = "assignments"
    MARKS = "marks"
    QUESTIONS = "questions"
    SERVER = "server"


class Record(StrEnum):
    """Where an entry is kept, in the order of entries of one moment."""

    ACTION = "action"
    ACCOUNT = "account"
    BANK_ROLE = "bank-role"
    BULK = "bulk"
    STATE = "state"
    VERSION = "version"
    REGRADE = "regrade"
    RELEARN = "relearn"
    MARK = "mark"
    REPORT = "report"
    KEPT = "kept"
    FIT = "fit"
    GRADE = "grade"
    ERASURE = "erasure"


RANK = {record: rank for rank, record in enumerate(Record)}
AREA_OF_RECORD: Mapping[Record, Area] = {
    Record.ACCOUNT: Area.PEOPLE,
    Record.BANK_ROLE: Area.QUESTIONS,
    Record.BULK: Area.QUESTIONS,
    Record.STATE: Area.QUESTIONS,
    Record.VERSION: Area.QUESTIONS,
    Record.REPORT: Area.QUESTIONS,
    Record.FIT: Area.SERVER,
    Record.ERASURE: Area.PEOPLE,
    Record.GRADE: Area.MARKS,
    Record.KEPT: Area.MARKS,
    Record.REGRADE: Area.MARKS,
    Record.RELEARN: Area.MARKS,
    Record.MARK: Area.MARKS,
}
_AREA_OF_KIND = {
    **dict.fromkeys(("account", "sign_in", "person"), Area.PEOPLE),
    **dict.fromkeys(("class", "joining", "code", "teacher", "students", "student", "cards"), Area.CLASSES),
    **dict.fromkeys(("announcement",), Area.CLASSES),
    **dict.fromkeys(("assignment",), Area.ASSIGNMENTS),
    **dict.fromkeys(("gradebook", "marks"), Area.MARKS),
    **dict.fromkeys(("bank", "source", "upload", "conflict", "question", "picture"), Area.QUESTIONS),
}


def area_of_act(act: str) -> Area:
    """Return what an act of staff_actions is about."""
    return _AREA_OF_KIND.get(act.partition(".")[0], Area.SERVER)


def acts_of(area: Area) -> list[str]:
    """Return the acts that are about something."""
    return [act.value for act in Act if area_of_act(act) is area]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in the log after which a page goes on: the last entry that was shown."""

    at: datetime
    record: Record
    id: int

    def __str__(self) -> str:
        """Return it as it stands in an address."""
        return f"{self.at.isoformat()}_{self.record}_{self.id}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for; what is None does not matter."""

    by_id: int | None = None
    area: Area | None = None
    class_id: int | None = None
    bank_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: Cursor | None = None
    """Only what is older than this."""


@dataclass(frozen=True, slots=True)
class Entry:
    """That somebody did something."""

    record: Record
    id: int
    at: datetime
    by_id: int | None
    what: str
    person_id: int | None = None
    class_id: int | None = None
    bank_id: int | None = None
    subject_id: int | None = None
    """Of an assignment, a question, a class or a bulk operation: what it was done to tells which."""
    details: Mapping[str, Any] = field(default_factory=dict)
    by_role: str = ""
    """Of the log of actions: what they were then; server for a command."""
    undone_at: datetime | None = None
    undone_by_id: int | None = None

    @property
    def cursor(self) -> Cursor:
        """Return the place after this entry."""
        return Cursor(self.at, self.record, self.id)
