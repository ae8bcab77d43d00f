"""Services that bring files into the database: what the file changed is taken, what both changed becomes a conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from quizapp.bank.files import ReadFiles
from quizapp.bank.loading import Known, LoadReport, load_bank, load_sources
from quizapp.formats.base import BankDraft, SourceDraft
from quizapp.formats.quiz_rules import QuizDraft
from quizapp.quizzes.loading import Note, load_quizzes
from quizapp.quizzes.ready import ready_quiz_by_key
from quizapp.transfer import snapshots
from quizapp.transfer.ancestors import bases_of_sources, note_synced
from quizapp.transfer.comparing import SOURCES, BankComparison, compare_bank, compare_quiz
from quizapp.transfer.conflicts import Sent, note_conflicts
from quizapp.transfer.part_conflicts import note_head_conflict, note_source_conflicts
from quizapp.transfer.snapshots import HEAD, quiz_digest
from quizapp.transfer.states import State, standings, state_of, unstamp

FILE, BROWSER = "file", "browser"
SIDES = (FILE, BROWSER)
Taken = Mapping[tuple[str, str], str]
"""Whose side counts in a conflict, by bank (or SOURCES) and id of the question (or source)."""


def load_bank_file(  # noqa: PLR0913 - what, from where, who decides, when
    session: Session,
    file: Path,
    draft: BankDraft,
    taken: Taken,
    *,
    now: datetime,
    progress: Callable[[int], object] = lambda _done: None,
) -> LoadReport:
    """Bring a bank in line with its file and report what was done; the report names conflicts, HEAD among them."""
    found = compare_bank(session, file, draft)
    bases = dict(found.bases) | _decided(draft.key, found, taken)
    head = state_of(bases.get(HEAD), found.said[HEAD], found.here.get(HEAD))
    once = frozenset(key for key in bases if key not in found.said)
    agreed = {key: unstamp(base) for key, base in bases.items() if key and base}
    known = Known(agreed, once, takes_head=head not in {State.BROWSER, State.CONFLICT})
    report = load_bank(session, draft, known, now=now, progress=progress)
    if found.bank is not None:
        sent, in_doubt = Sent(file), {key: bases.get(key) for key in report.conflicts}
        note_conflicts(session, found.bank, sent, draft, in_doubt, now=now)
        in_conflict = draft if head is State.CONFLICT else None
        note_head_conflict(session, found.bank, sent, in_conflict, bases.get(HEAD), now=now)
    if head is State.CONFLICT:
        report.conflicts.append(HEAD)
    open_ones = {key: base for key in report.conflicts if (base := bases.get(key)) is not None}
    settled = {key: said for key, said in found.said.items() if key not in report.conflicts}
    lost = {key: base for key, base in bases.items() if key in once and key in found.here and base is not None}
    note_synced(session, file, settled | open_ones | lost, now=now)
    return report


def _decided(bank: str, found: BankComparison, taken: Taken) -> dict[str, str]:
    """Return the bases that make a file's changes count, or the browser's, where somebody decided that."""
    return {
        key: found.here[key] if side == FILE else found.said[key]
        for (of, key), side in taken.items()
        if of == bank and key in found.said and key in found.here
    }


def load_sources_file(
    session: Session, file: Path, drafts: Sequence[SourceDraft], taken: Taken, *, now: datetime
) -> list[str]:
    """Bring sources in line with their file and return the ids of those in conflict, which stay as they are."""
    said, here = snapshots.said_by_sources_file(drafts), snapshots.said_by_sources(session)
    bases = dict(bases_of_sources(session, file, said, here))
    bases |= {
        key: here[key] if side == FILE else said[key]
        for (of, key), side in taken.items()
        if of == SOURCES and key in said and key in here
    }
    states = {one.key: one.state for one in standings(bases, said, here)}
    kept = frozenset(key for key in said if states[key] in {State.BROWSER, State.CONFLICT})
    load_sources(session, drafts, kept)
    conflicts = [key for key in said if states[key] is State.CONFLICT]
    note_source_conflicts(session, file, [draft for draft in drafts if draft.key in conflicts], bases, now=now)
    agreed = {key: digest for key, digest in said.items() if key not in conflicts}
    note_synced(session, file, agreed | {key: base for key in conflicts if (base := bases.get(key))}, now=now)
    return conflicts


def load_read_files(session: Session, read: ReadFiles, *, now: datetime) -> list[LoadReport]:
    """Bring sources, banks and quizzes in line with files, and report of banks; nobody is there to decide conflicts."""
    for file, drafts in read.source_files:
        load_sources_file(session, file, drafts, {}, now=now)
    reports = [load_bank_file(session, file, draft, {}, now=now) for file, draft in read.banks]
    load_quiz_files(session, read, now=now)
    return reports


def load_quiz_files(session: Session, read: ReadFiles, *, now: datetime) -> list[Note]:
    """Bring ready-made quizzes in line with their files, and say what was done."""
    kept = {file for file, draft in read.quizzes if _is_changed_here(session, file, draft)}
    taken = replace(read, quizzes=[(file, draft) for file, draft in read.quizzes if file not in kept])
    notes = load_quizzes(taken, session=session, now=now)
    for file, draft in taken.quizzes:
        note_synced(session, file, {HEAD: quiz_digest(draft)}, now=now)
    return [
        *notes,
        *(Note(f"{file}: quiz kept: it was changed here since, and its file was not.") for file in sorted(kept)),
    ]


def _is_changed_here(session: Session, file: Path, draft: QuizDraft) -> bool:
    """Say whether a quiz was changed here, as a topic was renamed, while its file stayed as it was."""
    parts = compare_quiz(session, file, draft, ready_quiz_by_key(session, draft.key))
    return any(part.state is State.BROWSER for part in parts)
