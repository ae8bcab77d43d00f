"""Services that write the database's banks and sources as files; what a file changed itself is never overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from quizapp.bank.dumping import stored_bank
from quizapp.bank.loading import stored_sources
from quizapp.bank.models import Bank
from quizapp.formats.bank_yaml import parse_bank, write_bank
from quizapp.formats.base import BankDraft, Problem, QuestionDraft, SourceDraft
from quizapp.formats.quiz_yaml import parse_quiz
from quizapp.formats.sources_yaml import parse_sources, write_sources
from quizapp.quizzes.models import ReadyQuiz
from quizapp.transfer import snapshots
from quizapp.transfer.ancestors import bases_of_sources, note_synced
from quizapp.transfer.comparing import compare_bank, compare_quiz
from quizapp.transfer.snapshots import HEAD
from quizapp.transfer.states import Said, Standing, State, standings

Part = TypeVar("Part", QuestionDraft, SourceDraft)
OF_THE_FILE = frozenset({State.SAME, State.FILE, State.CONFLICT})


@dataclass(frozen=True, slots=True)
class Dumped:
    """What a dump wants to write."""

    text: str | None
    """None where the file has problems: it stays as it is."""
    left: tuple[Standing, ...] = ()
    """What the file changed itself: it stays in the file until it is loaded."""
    problems: tuple[Problem, ...] = ()


def dump_bank_file(session: Session, bank: Bank, file: Path, before: str | None, *, now: datetime) -> Dumped:
    """Return the text of a bank's file as it shall be, and note that both are in step; before is its text now."""
    ours = stored_bank(session, bank)
    if before is None:
        note_synced(session, file, snapshots.said_by_bank_file(ours), now=now)
        return Dumped(write_bank(ours))
    theirs, problems = parse_bank(before, str(file))
    if theirs is None:
        return Dumped(None, problems=tuple(problems))
    found = compare_bank(session, file, theirs)
    states = {part.key: part for part in found.parts}
    questions = _chosen(theirs.questions, ours.questions, states)
    merged = replace(_headed(theirs, ours, states[HEAD].state), questions=questions)
    left = _left(states)
    said = snapshots.said_by_bank_file(merged)
    note_synced(session, file, _agreed(said, left, found.bases), now=now)
    return Dumped(write_bank(merged), left)


def _headed(theirs: BankDraft, ours: BankDraft, head: State) -> BankDraft:
    return theirs if head in OF_THE_FILE else replace(ours, tail_text=theirs.tail_text)


def dump_sources_file(session: Session, file: Path, before: str | None, *, now: datetime) -> Dumped:
    """Return the text of a sources.yaml as it shall be, and note that both are in step; before is its text now."""
    ours = stored_sources(session)
    if before is None:
        note_synced(session, file, snapshots.said_by_sources_file(ours), now=now)
        return Dumped(write_sources(ours))
    theirs, problems = parse_sources(before, str(file))
    if problems:
        return Dumped(None, problems=tuple(problems))
    said, here = snapshots.said_by_sources_file(theirs), snapshots.said_by_sources_file(ours)
    bases = bases_of_sources(session, file, said, here)
    states = {part.key: part for part in standings(bases, said, here)}
    merged, left = _chosen(theirs, ours, states), _left(states)
    note_synced(session, file, _agreed(snapshots.said_by_sources_file(merged), left, bases), now=now)
    return Dumped(write_sources(merged), left)


def dump_quiz_file(session: Session, quiz: ReadyQuiz, file: Path, before: str | None, *, now: datetime) -> Dumped:
    """Return the text of a ready-made quiz's file as it shall be, and note that both are in step."""
    theirs, problems = parse_quiz(before, str(file)) if before is not None else (None, [])
    if problems:
        return Dumped(None, problems=tuple(problems))
    said = {HEAD: snapshots.quiz_digest(quiz)}
    states = {part.key: part for part in compare_quiz(session, file, theirs, quiz)} if theirs else {}
    left = _left(states)
    if not left:
        note_synced(session, file, said, now=now)
    is_kept = before is not None and (left or states[HEAD].state is State.SAME)
    return Dumped(before if is_kept else quiz.file_text, left)


def _chosen(theirs: Sequence[Part], ours: Sequence[Part], states: Mapping[str, Standing]) -> tuple[Part, ...]:
    """Return the file's parts and ours in the file's order; what only we have follows what it follows here."""
    here = {part.key: part for part in ours}
    chosen = [part if states[part.key].state in OF_THE_FILE else here.get(part.key) for part in theirs]
    wanted: list[Part] = [
        part or old for part, old in zip(chosen, theirs, strict=True) if part or not states[old.key].was_known
    ]
    known = {one.key for one in wanted}
    following: dict[str, Part] = {}
    at_end: list[Part] = []
    for previous, part in zip(["", *(one.key for one in ours)], ours, strict=False):
        if states[part.key].state is State.ONLY_DATABASE and not states[part.key].was_known:
            known.add(part.key)
            if previous in known:
                following[previous] = part
            else:
                at_end.append(part)
    return tuple(one for first in wanted + at_end for one in _with_following(first, following))


def _with_following(part: Part, following: Mapping[str, Part]) -> Iterator[Part]:
    """Yield a part, what follows it, what follows that, and so on."""
    found: Part | None = part
    while found is not None:
        yield found
        found = following.get(found.key)


def _left(states: Mapping[str, Standing]) -> tuple[Standing, ...]:
    """Return what a dump does not touch: what the file changed, added or removed."""
    return tuple(
        one
        for one in states.values()
        if one.state in {State.FILE, State.CONFLICT}
        or (one.state is State.ONLY_FILE and not one.was_known)
        or (one.state is State.ONLY_DATABASE and one.was_known)
    )


def _agreed(said: Said, left: Sequence[Standing], bases: Mapping[str, str | None]) -> Said:
    open_ones = {one.key: base for one in left if (base := bases.get(one.key)) is not None}
    untouched = {one.key for one in left}
    return {key: digest for key, digest in said.items() if key not in untouched} | open_ones
