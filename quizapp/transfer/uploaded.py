"""Reading a bank file that somebody sent: what is wrong with it as a whole, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from quizapp.formats.bank_yaml import PartlyRead, parse_sound
from quizapp.formats.base import Problem
from quizapp.kinds.messages import N_, Message, ToldError
from quizapp.kinds.pictures import pictures_in

LARGEST = 4 * 1024 * 1024
"""Bytes of an uploaded file; reading it takes about two seconds a mebibyte."""
MOST_QUESTIONS = 5_000

_STAMP = re.compile("\\A\ufeff?# quizapp: downloaded (\\S+);[^\r\n]*(?:\r\n|\n|\r)")
_KEY = re.compile("^\ufeff?bank[ \\t]*:[ \\t]*[\"']?([^\\s\"'#]{1,80})", re.MULTILINE)
_ITEM = re.compile(r"^ *- +(?:\{ *)?id *:", re.MULTILINE)

_NOTHING = N_("No file was chosen, or it is empty: choose the bank's YAML file.")
_LARGE = N_("This file has %(size)s MiB and may have %(most)s: split the bank, or load it with “quizapp bank load”.")
_ENCODING = N_("This file is not UTF-8 text: save it as UTF-8, and choose the YAML file, not a document or a picture.")
_BINARY = N_("This file holds the character NUL, which no text has: save it as plain UTF-8 text.")
_MANY = N_("This file holds %(count)s questions and may hold %(most)s: split it, or load it with “quizapp bank load”.")
_NO_BANK = N_("This is not a bank: a bank's file begins with “bank: ” and its name.")
_NO_PICTURE = N_("The picture %(name)s is not kept here: add it to the pictures first, or take it out of the text.")
_OTHER = N_("This is the file of the bank “%(found)s”, and you chose it for “%(wanted)s”: choose the other file.")


class RefusedError(ToldError):
    """A file as a whole cannot be used."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A bank file that somebody sent."""

    key: str
    text: str
    """Without the line that the download put on top."""
    since: datetime | None
    """When it was downloaded here; None where it does not say so."""

    @property
    def offset(self) -> int:
        """How many lines of the file stand above the text."""
        return 0 if self.since is None else 1

    def read(self, known_passages: Collection[str], has_picture: Callable[[str], bool]) -> PartlyRead:
        """Return what is sound in it and what is not; lines are those of the text."""
        path = f"{self.key}.yaml"
        missing = [name for name in pictures_in(self.text) if not has_picture(name)]
        lines = ((name, self.text.count("\n", 0, self.text.index(f"picture:{name}")) + 1) for name in missing)
        besides = [Problem(path, line, Message(_NO_PICTURE, {"name": name})) for name, line in lines]
        return parse_sound(self.text, path, known_passages, besides)


def stamped(text: str, now: datetime) -> str:
    """Return a bank's text with a line on top that says when it was downloaded."""
    newline = "\r\n" if "\r\n" in text else "\n"
    line = f"# quizapp: downloaded {now.isoformat()}; leave this line, so that only what you change counts as changed."
    mark = "\ufeff" * text.startswith("\ufeff")
    return f"{mark}{line}{newline}{text.removeprefix(mark)}"


def open_upload_file(data: bytes, wanted: str = "") -> Uploaded:
    """Return a sent file as text, with the bank that it is; wanted is the bank that it was chosen for, if any.

    Raises:
        RefusedError: it is no such file.
    """
    if not data.strip():
        raise RefusedError(_NOTHING)
    if len(data) > LARGEST:
        raise RefusedError(_LARGE, size=f"{len(data) / 1024 / 1024:.1f}", most=LARGEST // 1024 // 1024)
    text = _decoded(data)
    found = _KEY.search(text)
    if found is None:
        raise RefusedError(_NO_BANK)
    if wanted and found[1] != wanted:
        raise RefusedError(_OTHER, found=found[1], wanted=wanted)
    if (count := sum(1 for _ in _ITEM.finditer(text))) > MOST_QUESTIONS:
        raise RefusedError(_MANY, count=f"{count:,}", most=f"{MOST_QUESTIONS:,}")
    return _without_stamp(found[1], text)


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(_ENCODING) from None
    if "\0" in text:
        raise RefusedError(_BINARY)
    return text


def _without_stamp(key: str, text: str) -> Uploaded:
    line = _STAMP.match(text)
    since = _moment(line[1]) if line else None
    if line is None or since is None:
        return Uploaded(key, text, None)
    return Uploaded(key, "\ufeff" * text.startswith("\ufeff") + text[line.end() :], since)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None
