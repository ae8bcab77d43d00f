"""In which direction a file and the database differ, told from what both last said alike. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quizapp.formats.base import READY

Said = Mapping[str, str]
"""The digest of each part of a file (its head is ""), or of what the database has of it; questions have stamps."""


def stamp(digest: str, state: str) -> str:
    """Return what is compared of a question: its words, and how far it has come."""
    return digest if state == READY else f"{digest} {state}"


def unstamp(stamped: str) -> tuple[str, str]:
    """Return the digest and the state of a stamp."""
    digest, _space, state = stamped.partition(" ")
    return digest, state or READY


class State(StrEnum):
    """How one thing stands in a file and in the database."""

    SAME = "same"
    ONLY_FILE = "only-in-file"
    ONLY_DATABASE = "only-in-database"
    FILE = "changed-in-file"
    BROWSER = "changed-in-browser"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one part of a file stands."""

    key: str
    state: State
    was_known: bool
    """Whether both once had it: what is only on one side then was removed on the other."""


def state_of(base: str | None, file: str | None, database: str | None) -> State:
    """Tell how something stands whose digests are given; None where a side does not have it, or nobody knows."""
    if file == database:
        return State.SAME
    if database is None:
        return State.ONLY_FILE
    if file is None:
        return State.ONLY_DATABASE
    if base == database:
        return State.FILE
    return State.BROWSER if base == file else State.CONFLICT


def standings(base: Mapping[str, str | None], file: Said, database: Said) -> Iterator[Standing]:
    """Yield how each part stands: those of the file in its order, then those that only the database has."""
    for key in dict.fromkeys((*file, *database)):
        said = base.get(key)
        yield Standing(key, state_of(said, file.get(key), database.get(key)), said is not None)
