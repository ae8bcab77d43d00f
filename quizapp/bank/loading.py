"""Services that bring bank files into the database; dumping takes them out again.

Loading is an upsert by bank and question id. A question that an instructor has edited since its file was last loaded is
never overwritten: when the file changed too, that is a conflict, and it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.bulk import PLACE, create_questions, place_questions
from quizapp.bank.bulk_versions import add_versions
from quizapp.bank.headings import Heading, change_heading, put_heading
from quizapp.bank.models import Bank, Origin, Passage, Question, QuestionVersion, Source, StateChange, is_current
from quizapp.bank.versions import Authorship
from quizapp.formats.base import BankDraft, PassageDraft, QuestionDraft, SourceDraft
from quizapp.formats.sources_yaml import parse_sources, write_sources

FROM_FILE = Authorship(Origin.FILE)
ALL_DIFFER = 3
_Row = sa.Row[*tuple[Any, ...]]
"""A row of _stored."""

_HEAD_OF_SOURCES = re.compile("^\ufeff?sources[ \\t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Known:
    """What a file and the database last said alike, where somebody knows it better than the questions' own rows do."""

    bases: Mapping[str, tuple[str, str]]
    """The digest and the state of each question that the file changed, or the browser, or both."""
    once: frozenset[str]
    """Ids that the file once had."""
    takes_head: bool = True
    """Whether the file's title, language and description count."""


@dataclass(slots=True)
class LoadReport:
    """What loading one file did, as question ids."""

    bank: str
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Edited in the browser while the file stayed as it was: the edit stays."""
    conflicts: list[str] = field(default_factory=list)
    """Edited in the browser and in the file: the browser's stays until somebody decides."""
    missing: list[str] = field(default_factory=list)
    """No longer in the file: kept here."""
    in_trash: list[str] = field(default_factory=list)
    """Thrown away here: a file does not bring them back. All of them, where the whole bank was thrown away."""


def load_sources(session: Session, drafts: Sequence[SourceDraft], besides: frozenset[str] = frozenset()) -> None:
    """Bring the described sources and passages in line with their file, besides some; those it does not name stay."""
    known = {source.key: source for source in session.scalars(sa.select(Source))}
    for position, draft in enumerate(drafts, start=1):
        if draft.key in besides:
            continue
        source = known.get(draft.key) or Source(key=draft.key, position=position)
        source.file_block = draft.block
        source.title, source.author, source.nature = draft.title, draft.author, draft.kind
        source.written, source.note = draft.written, draft.note
        session.add(source)
        passages = {passage.key: passage for passage in source.passages}
        source.passages = [
            _passage(passages.get(wanted.key) or Passage(key=wanted.key), wanted.about, number)
            for number, wanted in enumerate(draft.passages, start=1)
        ]
    session.flush()


def stored_sources(session: Session) -> tuple[SourceDraft, ...]:
    """Return all sources as their file describes them; those that say what their file said keep its text."""
    kept = tuple(map(_described, session.scalars(sa.select(Source).order_by(Source.position, Source.key))))
    # The file's first block holds what stands above all of them: in another order the blocks make no file.
    whole = parse_sources(write_sources(kept), "")[0] == kept
    return kept if whole else tuple(replace(draft, block="") for draft in kept)


def _described(source: Source) -> SourceDraft:
    passages = tuple(PassageDraft(passage.key, passage.about) for passage in source.passages)
    draft = SourceDraft(source.key, source.title, source.author, source.nature, source.written, source.note, passages)
    block = source.file_block
    whole = block if _HEAD_OF_SOURCES.search(block) else f"sources:\n{block}"
    kept = parse_sources(whole, "")[0] if block else ()
    return replace(draft, block=block) if kept == (draft,) else draft


def _passage(passage: Passage, about: str, position: int) -> Passage:
    passage.about, passage.position = about, position
    return passage


def load_bank(
    session: Session,
    draft: BankDraft,
    known: Known | None = None,
    *,
    now: datetime,
    progress: Callable[[int], object] = lambda _done: None,
) -> LoadReport:
    """Bring a bank in line with its file and report what was done; progress hears how many more questions are."""
    bank = _load_head(session, draft, known, now)
    if bank.trashed_at is not None:
        return LoadReport(draft.key, in_trash=[wanted.key for wanted in draft.questions])
    loading = _Loading(session, LoadReport(draft.key), known, now)
    stored = {row.key: row for row in session.execute(_stored, {"bank": bank.id})}
    new = []
    for position, wanted in enumerate(draft.questions, start=1):
        if row := stored.pop(wanted.key, None):
            loading.update(row, position, wanted)
        else:
            new.append((position, wanted))
    loading.write_versions()
    progress(len(draft.questions) - len(new))
    loading.report.new.extend(wanted.key for _position, wanted in new)
    for done in create_questions(session, bank, new, FROM_FILE, now=now):
        progress(done)
    loading.note_missing(stored.values(), len(draft.questions))
    place_questions(session, loading.places)
    session.flush()
    session.expire_all()
    return loading.report


def _load_head(session: Session, draft: BankDraft, known: Known | None, now: datetime) -> Bank:
    bank = session.scalar(sa.select(Bank).where(Bank.key == draft.key)) or Bank(key=draft.key, created_at=now)
    if bank.id is None or known is None or known.takes_head:
        write_head(session, bank, draft, now=now)
    return bank


def write_head(session: Session, bank: Bank, draft: BankDraft, *, now: datetime) -> None:
    """Let a bank, which may be new, say above its questions what a file says there."""
    heading = Heading.of(draft)
    if bank.id is None:
        put_heading(bank, heading)
    else:
        change_heading(session, bank, heading, now=now)
    bank.head_text, bank.tail_text = draft.head_text, draft.tail_text
    session.add(bank)
    session.flush()


_stored = (
    sa.select(
        Question.id,
        Question.key,
        Question.position,
        Question.file_digest,
        Question.file_block,
        Question.missing_since,
        Question.trashed_at,
        Question.state,
        Question.file_state,
        Question.current_number,
        QuestionVersion.digest,
    )
    .join(QuestionVersion, is_current())
    .where(Question.bank_id == sa.bindparam("bank"))
    .order_by(Question.position)
)


def _met_state(here: str, before: str | None, wanted: str) -> str | None:
    """Return the state where the file's meets the browser's: whoever changed it counts; None if both did."""
    if wanted == before:
        return here
    return wanted if here in {wanted, before} else None


class _Loading:
    """The loading of one file: what was done, what it says anew, which rows it places anew, which states it changes."""

    def __init__(self, session: Session, report: LoadReport, known: Known | None, now: datetime) -> None:
        self._session, self._known, self._now = session, known, now
        self.report = report
        self.places: list[dict[str, Any]] = []
        self._said: dict[int, QuestionDraft] = {}
        self._states: list[tuple[_Row, str]] = []

    def update(self, row: _Row, position: int, wanted: QuestionDraft) -> None:
        """Bring a known question in line with its file: its words, and its state; but for one that was thrown away."""
        if row.trashed_at is not None:
            self.report.in_trash.append(row.key)
            return
        base, before = self._base(row)
        digest, state = wanted.digest(), _met_state(row.state, before, wanted.state)
        if state is None or len({row.digest, base, digest}) == ALL_DIFFER:
            self.report.conflicts.append(row.key)
            self._place(row, position=position, missing_since=None)
            return
        if row.digest == base != digest:
            self._said[row.id] = wanted
            self.report.changed.append(row.key)
        else:
            stays = self.report.same if (row.digest, row.state) == (digest, wanted.state) else self.report.kept
            (stays if state == row.state else self.report.changed).append(row.key)
        if state != row.state:
            self._states.append((row, state))
        said = {"file_digest": digest, "file_block": wanted.block, "state": state, "file_state": wanted.state}
        self._place(row, position=position, missing_since=None, **said)

    def _base(self, row: _Row) -> tuple[str | None, str | None]:
        """Return the words (a digest) and the state that the file and the browser last said alike."""
        if self._known is None:
            return row.file_digest, row.file_state
        return self._known.bases.get(row.key, (None, None))

    def write_versions(self) -> None:
        """Write what the file says anew, all of it at once, and which states it changed."""
        numbers = add_versions(self._session, self._said, FROM_FILE, now=self._now)
        for row, state in self._states:
            number = numbers.get(row.id, row.current_number)
            change = StateChange(question_id=row.id, number=number, before=row.state, after=state, at=self._now)
            self._session.add(change)

    def note_missing(self, left: Iterable[_Row], count: int) -> None:
        """Put questions that the file does not have at the end, and say so of those that it once had."""
        for offset, row in enumerate((one for one in left if one.trashed_at is None), start=1):
            since = row.missing_since
            if row.key in self._known.once if self._known else row.file_digest is not None:
                since = since or self._now
                self.report.missing.append(row.key)
            self._place(row, position=count + offset, missing_since=since)

    def _place(self, row: _Row, **new: Any) -> None:
        """Note what is to be written of a row, if it is not there already."""
        stands = {name: getattr(row, name) for name in PLACE}
        if stands | new != stands:
            self.places.append({"question": row.id, **{f"new_{name}": one for name, one in (stands | new).items()}})
