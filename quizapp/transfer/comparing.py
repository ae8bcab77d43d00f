"""Comparing files with the database. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.files import QUIZZES_FOLDER, SOURCES_FILE, ReadFiles
from quizapp.bank.models import Bank
from quizapp.bank.queries import bank_by_key
from quizapp.formats.base import BankDraft
from quizapp.formats.quiz_rules import QuizDraft
from quizapp.formats.quiz_yaml import parse_quiz
from quizapp.quizzes.models import ReadyQuiz
from quizapp.quizzes.ready import ready_quiz_by_key
from quizapp.transfer import snapshots
from quizapp.transfer.ancestors import Bases, bases_of_bank, bases_of_sources, synced_file
from quizapp.transfer.snapshots import HEAD
from quizapp.transfer.states import Said, Standing, State, standings

BANK, SOURCES, QUIZ = "bank", "sources", "quiz"


@dataclass(frozen=True, slots=True)
class FileStanding:
    """How a file stands to the database."""

    what: str
    """BANK, SOURCES or QUIZ."""
    key: str
    """Of the bank or quiz; SOURCES for a sources.yaml."""
    path: str | None
    """None for what no file has."""
    parts: tuple[Standing, ...]
    """Its questions and its head, or its sources."""

    @property
    def differing(self) -> tuple[Standing, ...]:
        """What is not the same on both sides."""
        return tuple(part for part in self.parts if part.state is not State.SAME)


@dataclass(frozen=True, slots=True)
class BankComparison:
    """A bank's file beside the bank."""

    bank: Bank | None
    said: Said
    here: Said
    bases: Bases

    @property
    def parts(self) -> tuple[Standing, ...]:
        """How each part stands."""
        return tuple(standings(self.bases, self.said, self.here))


def compare_bank(session: Session, file: Path, draft: BankDraft) -> BankComparison:
    """Compare a bank's file with the bank of its key."""
    bank, said = bank_by_key(session, draft.key), snapshots.said_by_bank_file(draft)
    if bank is None or bank.trashed_at is not None:
        row = synced_file(session, file)
        return BankComparison(None, said, {}, row.said if row else {})
    here = snapshots.said_by_bank(session, bank)
    return BankComparison(bank, said, here, bases_of_bank(session, file, said, bank, here))


def compare_files(session: Session, read: ReadFiles) -> list[FileStanding]:
    """Compare all files that were read with the database; where folders were read whole, also what no file has."""
    found = [*_sources(session, read), *_banks(session, read), *_quizzes(session, read)]
    return [one for one in found if one.parts]


_banks_here = sa.select(Bank).where(Bank.trashed_at.is_(None)).order_by(Bank.key)


def _sources(session: Session, read: ReadFiles) -> Iterator[FileStanding]:
    here, left = snapshots.said_by_sources(session), {source.key for source in read.sources}
    for file, drafts in read.source_files:
        said = snapshots.said_by_sources_file(drafts)
        bases = bases_of_sources(session, file, said, here)
        yield FileStanding(SOURCES, SOURCES, str(file), tuple(standings(bases, said, _of(here, said))))
    if read.folders and not _is_faulty(read, SOURCES_FILE):
        yield _only_here(SOURCES, SOURCES, {key: digest for key, digest in here.items() if key not in left})


def _of(here: Said, said: Said) -> Said:
    return {key: digest for key, digest in here.items() if key in said}


def _banks(session: Session, read: ReadFiles) -> Iterator[FileStanding]:
    for file, draft in read.banks:
        yield FileStanding(BANK, draft.key, str(file), compare_bank(session, file, draft).parts)
    known = {file.stem for file in read.files}
    for bank in session.scalars(_banks_here) if read.folders else ():
        if bank.key not in known:
            yield _only_here(BANK, bank.key, snapshots.said_by_bank(session, bank))


def _quizzes(session: Session, read: ReadFiles) -> Iterator[FileStanding]:
    for file, draft in read.quizzes:
        parts = compare_quiz(session, file, draft, ready_quiz_by_key(session, draft.key))
        yield FileStanding(QUIZ, draft.key, str(file), parts)
    known = {file.stem for file in read.files if file.parent.name == QUIZZES_FOLDER}
    for quiz in session.scalars(sa.select(ReadyQuiz).order_by(ReadyQuiz.key)) if read.folders else ():
        if quiz.key not in known:
            yield _only_here(QUIZ, quiz.key, {HEAD: snapshots.quiz_digest(quiz)})


def compare_quiz(session: Session, file: Path, draft: QuizDraft, quiz: ReadyQuiz | None) -> tuple[Standing, ...]:
    """Compare the file of a ready-made quiz, which has one part, with the quiz of its key."""
    said = {HEAD: snapshots.quiz_digest(draft)}
    if quiz is None:
        return tuple(standings({}, said, {}))
    return tuple(standings(_base_of_quiz(session, file, quiz), said, {HEAD: snapshots.quiz_digest(quiz)}))


def _base_of_quiz(session: Session, file: Path, quiz: ReadyQuiz) -> Bases:
    """Return what a quiz's file last said alike; of one that was never seen here, the text kept with the quiz tells."""
    if row := synced_file(session, file):
        return row.said
    draft, _problems = parse_quiz(quiz.file_text, f"{quiz.key}.yaml")
    return {HEAD: snapshots.quiz_digest(draft)} if draft else {}


def _only_here(what: str, key: str, here: Said) -> FileStanding:
    return FileStanding(what, key, None, tuple(standings({}, {}, here)))


def _is_faulty(read: ReadFiles, name: str) -> bool:
    return any(Path(problem.path).name == name for problem in read.problems)
