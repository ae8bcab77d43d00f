"""What applying an uploaded bank file would do, question by question. Nothing here changes anything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.headings import topic_lines
from quizapp.bank.models import Bank, Question
from quizapp.bank.queries import bank_by_key, passages
from quizapp.formats.bank_yaml import PartlyRead
from quizapp.formats.base import BankDraft
from quizapp.quizzes.regrades.key_changes import answered_otherwise
from quizapp.transfer import snapshots
from quizapp.transfer.ancestors import bases_of_upload, uploads_of
from quizapp.transfer.snapshots import HEAD, HEAD_FIELDS
from quizapp.transfer.states import State, state_of
from quizapp.transfer.uploaded import Uploaded

NEW, CHANGED, SAME, KEPT, CONFLICT, IN_TRASH = "new", "changed", "same", "kept", "conflict", "in-trash"
MOST_WORD_BY_WORD = 100
"""Changed questions whose words a report shows: each takes a millisecond to be read again."""
FATES = {
    State.ONLY_FILE: NEW,
    State.FILE: CHANGED,
    State.SAME: SAME,
    State.BROWSER: KEPT,
    State.CONFLICT: CONFLICT,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What would become of one question of the file."""

    key: str
    fate: str
    line: int
    title: str
    here: str | None
    """What the bank says of it now, as a stamp: where that changes, the report is another one."""
    base: str | None
    asks: bool = False
    """Whether it gets another key, and was answered by the one of now."""
    block: str = ""
    """The file's text of it, where the report shows what changes word by word."""


@dataclass(frozen=True, slots=True)
class HeadChange:
    """A field above the questions that would change."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What is wrong in a line."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The report on an uploaded file."""

    is_new: bool
    """Whether the bank is not here yet."""
    head_fate: str
    """What would become of what stands above the questions: NEW, CHANGED, SAME, KEPT or CONFLICT."""
    head: tuple[HeadChange, ...]
    """Where file and bank differ there."""
    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...]
    untouched: int
    """How many questions of the bank the file does not have: they stay."""

    def of(self, fate: str) -> list[Entry]:
        """Return the questions of one fate."""
        return [entry for entry in self.entries if entry.fate == fate]

    @property
    def does_something(self) -> bool:
        """Say whether applying it would write anything: not where there were questions, and every one was refused."""
        if self.refused and not self.entries:
            return False
        fates = {self.head_fate, *(entry.fate for entry in self.entries)}
        return not fates.isdisjoint({NEW, CHANGED, CONFLICT})

    @property
    def has_conflicts(self) -> bool:
        """Say whether applying it would leave something to be settled."""
        return self.head_fate == CONFLICT or bool(self.of(CONFLICT))

    def as_json(self) -> dict[str, Any]:
        """Return it as stored."""
        return asdict(self)

    @property
    def digest(self) -> str:
        """Return what tells it from every other report, in hex."""
        text = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def plan_of_json(stored: Mapping[str, Any]) -> Plan:
    """Return a stored report as a value again."""
    entries = tuple(Entry(**one) for one in stored["entries"])
    refused = tuple(Refused(**one) for one in stored["refused"])
    head = tuple(HeadChange(**one) for one in stored["head"])
    fate = stored.get("head_fate", SAME)  # reports of before there were any are made anew
    return Plan(stored["is_new"], fate, head, entries, refused, stored["untouched"])


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked through: the report, and its sound questions; None where nothing of it can be used."""

    plan: Plan
    draft: BankDraft | None
    head_base: str | None = None
    """The digest of what the file and the bank last said alike above the questions; None where it is not known."""


def look_through(session: Session, uploaded: Uploaded, has_picture: Callable[[str], bool]) -> PartlyRead:
    """Read an uploaded file, which takes its time: best done while others may write."""
    return uploaded.read({reference for reference, _about in passages(session)}, has_picture)


def make_plan(session: Session, uploaded: Uploaded, read: PartlyRead, person_id: int) -> Looked:
    """Compare what was read of an uploaded file with the bank of its key."""
    refused = tuple(Refused(one.line + uploaded.offset, str(one.message)) for one in read.problems)
    bank = bank_by_key(session, uploaded.key)
    if read.draft is None:
        return Looked(Plan(bank is None, SAME, (), (), refused, 0), None)
    said = snapshots.said_by_bank_file(read.draft)
    here = snapshots.said_by_bank(session, bank) if bank else {}
    trash = _in_trash(session, bank) if bank else frozenset()
    place = uploads_of(person_id, uploaded.key, uploaded.since)
    bases = bases_of_upload(session, bank, said, place, uploaded.since) if bank else {}
    entries = tuple(
        Entry(
            draft.key,
            IN_TRASH
            if draft.key in trash
            else FATES[state_of(bases.get(draft.key), said[draft.key], here.get(draft.key))],
            read.lines[draft.key] + uploaded.offset,
            draft.content.title[:200],
            here.get(draft.key),
            bases.get(draft.key),
        )
        for draft in read.draft.questions
    )
    if bank:
        entries = _looked_into(session, bank, read.draft, entries)
    untouched = len(here.keys() - said.keys() - read.faulty)
    fate = FATES[state_of(bases.get(HEAD), said[HEAD], here.get(HEAD))]
    plan = Plan(bank is None, fate, _head_changes(bank, read.draft), entries, refused, untouched)
    return Looked(plan, read.draft, bases.get(HEAD))


def _looked_into(session: Session, bank: Bank, draft: BankDraft, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return entries that say where the key changes of what was answered, and hold the words of some that change."""
    changed = dict.fromkeys(entry.key for entry in entries if entry.fate == CHANGED)
    asking = answered_otherwise(
        session, bank.id, {one.key: one.content for one in draft.questions if one.key in changed}
    )
    shown = frozenset([*changed][:MOST_WORD_BY_WORD])
    blocks = {one.key: one.block for one in draft.questions if one.key in shown}
    return tuple(replace(entry, asks=entry.key in asking, block=blocks.get(entry.key, "")) for entry in entries)


def _in_trash(session: Session, bank: Bank) -> frozenset[str]:
    statement = sa.select(Question.key).where(Question.bank_id == bank.id, Question.trashed_at.is_not(None))
    return frozenset(session.scalars(statement))


def _head_changes(bank: Bank | None, draft: BankDraft) -> tuple[HeadChange, ...]:
    before, after = _head_fields(bank) if bank else {}, _head_fields(draft)
    return tuple(HeadChange(name, before[name], after[name]) for name in before if before[name] != after[name])


def _head_fields(head: Bank | BankDraft) -> dict[str, str]:
    fields = {name: str(getattr(head, name) or "") for name in HEAD_FIELDS}
    return fields | {"topics": "; ".join(topic_lines(head.topics))}
