"""Reading bank files from disk: a folder or single files, sources first. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from quizapp.formats.bank_yaml import parse_bank
from quizapp.formats.base import BankDraft, Problem, SourceDraft
from quizapp.formats.sources_yaml import parse_sources
from quizapp.kinds.messages import N_, Message

SOURCES_FILE = "sources.yaml"
LARGEST_FILE = 32 * 1024 * 1024


@dataclass(slots=True)
class ReadFiles:
    """What was read: sound drafts, and every problem of every file."""

    sources: list[SourceDraft] = field(default_factory=list)
    banks: list[tuple[Path, BankDraft]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_files(paths: Iterable[Path]) -> ReadFiles:
    """Read bank files and the sources.yaml beside them; a folder stands for every .yaml file in it."""
    read = ReadFiles()
    wanted = list(dict.fromkeys(file for path in paths for file in _files_of(path)))
    known = _read_sources([*(file for file in wanted if file.name == SOURCES_FILE), *_sources_beside(wanted)], read)
    for file in wanted:
        text = _text(file, read) if file.name != SOURCES_FILE else None
        if text is not None:
            draft, problems = parse_bank(text, str(file), known)
            read.problems.extend(problems)
            if draft is not None:
                read.banks.append((file, draft))
    return read


def _read_sources(files: Iterable[Path], read: ReadFiles) -> set[str] | None:
    """Read files of sources and return the passages that exist; None where that is not known."""
    known: set[str] = set()
    sound = []
    for file in dict.fromkeys(files):
        text = _text(file, read)
        sources, problems = parse_sources(text, str(file)) if text is not None else ((), [])
        read.sources.extend(sources)
        read.problems.extend(problems)
        known.update(f"{source.key}#{passage.key}" for source in sources for passage in source.passages)
        sound.append(text is not None and not problems)
    return known if sound and all(sound) else None


def _files_of(path: Path) -> list[Path]:
    return sorted(path.glob("*.yaml")) if path.is_dir() else [path]


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
