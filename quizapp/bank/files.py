"""Reading files of banks and ready-made quizzes from disk: folders or single files. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from quizapp.bank.picture_files import picture_beside, picture_problems
from quizapp.formats.bank_yaml import parse_bank
from quizapp.formats.base import BankDraft, Problem, SourceDraft
from quizapp.formats.quiz_rules import QuizDraft, drawables
from quizapp.formats.quiz_yaml import parse_quiz, unfilled_rules
from quizapp.formats.sources_yaml import parse_sources
from quizapp.kinds.messages import N_, Message
from quizapp.kinds.pictures import pictures_in

SOURCES_FILE = "sources.yaml"
QUIZZES_FOLDER = "quizzes"
LARGEST_FILE = 32 * 1024 * 1024

_QUIZ_HEAD = re.compile("^\ufeff?quiz[ \\t]*:", re.MULTILINE)
_BANK_HEAD = re.compile("^\ufeff?bank[ \\t]*:", re.MULTILINE)


@dataclass(slots=True)
class ReadFiles:
    """What was read: sound drafts, and every problem of every file."""

    sources: list[SourceDraft] = field(default_factory=list)
    source_files: list[tuple[Path, tuple[SourceDraft, ...]]] = field(default_factory=list)
    """Each sound sources.yaml with what it describes."""
    banks: list[tuple[Path, BankDraft]] = field(default_factory=list)
    quizzes: list[tuple[Path, QuizDraft]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    """Every file that was looked at, sound or not."""
    folders: list[Path] = field(default_factory=list)
    """Folders that were read whole: what is not in them is gone."""
    pictures: dict[str, Path] = field(default_factory=dict)
    """Where each picture lies, or would lie, that sound banks show."""
    problems: list[Problem] = field(default_factory=list)


def read_files(paths: Iterable[Path], has_picture: Callable[[str], bool] = lambda _name: False) -> ReadFiles:
    """Read files of banks and quizzes and the sources.yaml beside them; a folder stands for every .yaml file in it.

    Pictures must lie beside the files, but for those that are kept already, of which has_picture tells by their names.
    """
    read = ReadFiles()
    paths = tuple(paths)
    read.files = list(dict.fromkeys(file for path in paths for file in _files_of(path)))
    read.folders = [folder for path in paths if path.is_dir() for folder in (path, path / QUIZZES_FOLDER)]
    known = _read_sources([*(it for it in read.files if it.name == SOURCES_FILE), *_sources_beside(read.files)], read)
    quizzes = []
    for file in read.files:
        text = _text(file, read) if file.name != SOURCES_FILE else None
        if text is not None and _is_quiz(file, text):
            quizzes.append((file, text))
        elif text is not None:
            draft, problems = parse_bank(text, str(file), known)
            problems += picture_problems(file, text, has_picture)
            read.problems.extend(problems)
            if draft is not None and not problems:
                read.banks.append((file, draft))
                read.pictures.update((name, picture_beside(file, name)) for name in pictures_in(text))
    _read_quizzes(quizzes, read)
    return read


def _read_quizzes(texts: Iterable[tuple[Path, str]], read: ReadFiles) -> None:
    """Read quizzes; those of a folder that was read whole are held against the banks, where all of these are sound."""
    questions = [] if read.problems else [one for _file, bank in read.banks for one in drawables(bank)]
    banks = {bank.key for _file, bank in read.banks}
    for file, text in texts:
        draft, problems = parse_quiz(text, str(file))
        if draft is not None and questions and file.parent in read.folders:
            problems = list(unfilled_rules(draft, str(file), questions, banks))
        read.problems.extend(problems)
        if draft is not None and not problems:
            read.quizzes.append((file, draft))


def _is_quiz(file: Path, text: str) -> bool:
    """Tell whether a file is a quiz: it says so, or lies where quizzes lie and does not say that it is a bank."""
    return bool(_QUIZ_HEAD.search(text)) or (file.parent.name == QUIZZES_FOLDER and not _BANK_HEAD.search(text))


def _read_sources(files: Iterable[Path], read: ReadFiles) -> set[str] | None:
    """Read files of sources and return the passages that exist; None where that is not known."""
    known: set[str] = set()
    sound = []
    for file in dict.fromkeys(files):
        text = _text(file, read)
        sources, problems = parse_sources(text, str(file)) if text is not None else ((), [])
        read.sources.extend(sources)
        if text is not None and not problems:
            read.source_files.append((file, sources))
        read.problems.extend(problems)
        known.update(f"{source.key}#{passage.key}" for source in sources for passage in source.passages)
        sound.append(text is not None and not problems)
    return known if sound and all(sound) else None


def _files_of(path: Path) -> list[Path]:
    return [*sorted(path.glob("*.yaml")), *sorted(path.glob(f"{QUIZZES_FOLDER}/*.yaml"))] if path.is_dir() else [path]


def _sources_beside(files: Iterable[Path]) -> list[Path]:
    return [beside for file in files if (beside := file.parent / SOURCES_FILE).is_file()]


def _text(file: Path, read: ReadFiles) -> str | None:
    try:
        if file.stat().st_size > LARGEST_FILE:
            read.problems.append(Problem(str(file), 1, Message(N_("This file is larger than 32 MiB: split the bank."))))
            return None
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        read.problems.append(Problem(str(file), line, Message(N_("This file is not UTF-8: save it as UTF-8."))))
    except OSError as error:
        said = {"reason": error.strerror or "unknown"}
        read.problems.append(Problem(str(file), 1, Message(N_("This file cannot be read: %(reason)s."), said)))
    return None
