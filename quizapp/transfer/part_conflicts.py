"""Services that keep conflicts about heads of banks and sources until somebody settles them, and their looking up.

Those of questions stand in conflicts. Ready-made quizzes have none: they are written in files alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from quizapp.bank.headings import Heading, change_heading, titles_in, topic_lines
from quizapp.bank.models import Bank, Source
from quizapp.bank.sources import change_source, source_draft
from quizapp.formats.base import BankDraft, PassageDraft, SourceDraft
from quizapp.formats.sources_yaml import parse_sources
from quizapp.transfer.ancestors import Bases, note_synced, synced_file
from quizapp.transfer.conflicts import Sent
from quizapp.transfer.models import UPLOADED, PartConflict
from quizapp.transfer.snapshots import HEAD, HEAD_FIELDS, head_digest, heading_of_digest, source_digest

Fields = Mapping[str, Any]
SOURCE_FIELDS = ("title", "author", "kind", "written", "note")


def head_fields(head: Any) -> dict[str, Any]:  # noqa: ANN401 - a bank, its draft, or the head of its file
    """Return what stands above a bank's questions, by field; each title of a topic as one text."""
    return {name: getattr(head, name) for name in HEAD_FIELDS} | {"topics": topic_lines(head.topics)}


def source_fields(draft: SourceDraft) -> dict[str, Any]:
    """Return what describes a source, by field; each passage as one text."""
    passages = [f"{passage.key}: {passage.about}" for passage in draft.passages]
    return {name: getattr(draft, name) for name in SOURCE_FIELDS} | {"passages": passages}


def note_head_conflict(  # noqa: PLR0913 - what of which file, against what, since when
    session: Session, bank: Bank, sent: Sent, draft: BankDraft | None, base: str | None, *, now: datetime
) -> None:
    """Keep that a file's head is in conflict with a bank's, or without a draft that it is not any more."""
    session.execute(sa.delete(PartConflict).where(PartConflict.bank_id == bank.id, PartConflict.path == sent.path))
    if draft is not None:
        began = heading_of_digest(session, bank, base)
        conflict = PartConflict(bank_id=bank.id, said=head_fields(draft), digest=head_digest(draft))
        _keep(session, conflict, sent, head_fields(began) if began else None, now)


def note_source_conflicts(
    session: Session, file: Path, drafts: Sequence[SourceDraft], bases: Bases, *, now: datetime
) -> None:
    """Keep which sources of a file are in conflict with those here; older conflicts of that file are over."""
    sent = Sent(file)
    of_sources = (PartConflict.source_id.is_not(None), PartConflict.path == sent.path)
    session.execute(sa.delete(PartConflict).where(*of_sources))
    wanted = {draft.key: draft for draft in drafts}
    for source in session.scalars(sa.select(Source).where(Source.key.in_(wanted))):
        draft, began = wanted[source.key], _kept_source(source)
        base = source_fields(began) if began and source_digest(began) == bases.get(source.key) else None
        conflict = PartConflict(source_id=source.id, said=source_fields(draft), digest=source_digest(draft))
        _keep(session, conflict, sent, base, now)


def _keep(session: Session, conflict: PartConflict, sent: Sent, base: Fields | None, now: datetime) -> None:
    conflict.path, conflict.name, conflict.person_id = sent.path, sent.name or sent.path, sent.person_id
    conflict.found_at = now
    conflict.base = dict(base) if base is not None else None
    session.add(conflict)
    session.flush()


def _kept_source(source: Source) -> SourceDraft | None:
    """Return what its file said of a source when it was last loaded."""
    for text in (source.file_block, f"sources:\n{source.file_block}"):
        drafts, _problems = parse_sources(text, "")
        if found := [draft for draft in drafts if draft.key == source.key]:
            return found[0]
    return None


def open_part_conflicts(session: Session, *within: sa.ColumnElement[bool]) -> list[PartConflict]:
    """Return the conflicts that are not settled, heads first; those that an edit settled are none any more.

    Conditions on Bank.id leave out heads of other banks.
    """
    of_banks = sa.select(Bank.id).where(Bank.trashed_at.is_(None), *within)
    statement = (
        sa.select(PartConflict)
        .where(sa.or_(PartConflict.bank_id.is_(None), PartConflict.bank_id.in_(of_banks)))
        .order_by(PartConflict.bank_id.is_(None), PartConflict.id)
        .options(joinedload(PartConflict.bank), joinedload(PartConflict.source))
    )
    return [one for one in session.scalars(statement) if one.digest != digest_here(one)]


def part_conflict_by_id(session: Session, conflict_id: int) -> PartConflict | None:
    """Return an open conflict."""
    return next((one for one in open_part_conflicts(session) if one.id == conflict_id), None)


def digest_here(conflict: PartConflict) -> str:
    """Return the digest of what the browser's side says now."""
    if conflict.bank is not None:
        return head_digest(conflict.bank)
    return source_digest(source_draft(_source(conflict)))


def said_by_file(conflict: PartConflict) -> dict[str, Any]:
    """Return what the file's side says, by field; topics had no titles in what was kept before there were any."""
    return _with_topics(conflict, conflict.said)


def said_at_first(conflict: PartConflict) -> dict[str, Any] | None:
    """Return what both sides began with, by field; None where nobody knows."""
    return None if conflict.base is None else _with_topics(conflict, conflict.base)


def _with_topics(conflict: PartConflict, fields: Fields) -> dict[str, Any]:
    return ({"topics": []} if conflict.bank is not None else {}) | dict(fields)


def said_here(conflict: PartConflict) -> dict[str, Any]:
    """Return what the browser's side says now, by field."""
    if conflict.bank is not None:
        return head_fields(conflict.bank)
    return source_fields(source_draft(_source(conflict)))


def settle_part(session: Session, conflict: PartConflict, fields: Fields, *, now: datetime) -> None:
    """Let a head or a source say what was decided, and note that the file's wording has been dealt with.

    Raises:
        CitedError: a passage would go that questions cite.
    """
    if conflict.bank is not None:
        heading = Heading(**{**fields, "topics": titles_in(fields["topics"])})
        change_heading(session, conflict.bank, heading, now=now)
    else:
        change_source(session, _source(conflict), _described(_source(conflict).key, fields))
    key = HEAD if conflict.bank is not None else _source(conflict).key
    if conflict.path != UPLOADED and (row := synced_file(session, Path(conflict.path))):
        note_synced(session, Path(row.path), row.said | {key: conflict.digest}, now=now)
    session.delete(conflict)
    session.flush()


def _described(key: str, fields: Fields) -> SourceDraft:
    passages = (text.partition(": ") for text in fields["passages"])
    words = {name: fields[name] for name in SOURCE_FIELDS}
    return SourceDraft(key, **words, passages=tuple(PassageDraft(name, about) for name, _colon, about in passages))


def _source(conflict: PartConflict) -> Source:
    if conflict.source is None:
        raise ValueError("A conflict is about a bank or a source.")
    return conflict.source
