"""Reading a collection of Anki from the bytes of its database, of schema 11 (legacy) or 18 (current). Pure."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import repeat
from typing import Any

from quizapp.formats.anki.container import PackageError
from quizapp.formats.anki.notes import NEW, AnkiCard, AnkiNote, AnkiReview, Collection, NoteType
from quizapp.formats.anki.protobuf import fields
from quizapp.formats.base import named
from quizapp.kinds.messages import N_

LEGACY_SCHEMA, CURRENT_SCHEMA = 11, 18
MOST_NOTES = 100_000
MOST_STEPS = 4_000_000_000
"""Of SQLite's machine, in thousands of which it asks whether to go on."""
TABLES = {"col", "notes", "cards", "revlog"}

_BROKEN = N_("The collection in this package is damaged: check it in Anki, then export it once more.")
_SCHEMA = N_("The collection in this package has the unknown version %(version)s: export it from a current Anki.")
_MANY = N_("This package holds %(count)s notes and may hold %(most)s: export fewer decks.")


def read_collection(data: bytes) -> Collection:
    """Return what is in a collection.

    Raises:
        PackageError: it is damaged, or of an unknown version.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(_not_wal(data))
            return _read(connection)
    except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, OverflowError, MemoryError, RecursionError):
        raise PackageError(_BROKEN) from None


def _not_wal(data: bytes) -> bytes | bytearray:
    """Return a database that is not in WAL mode, which one in memory cannot be."""
    if data[18:20] != b"\2\2":
        return data
    changed = bytearray(data)
    changed[18:20] = b"\1\1"
    return changed


def _read(connection: sqlite3.Connection) -> Collection:
    connection.create_collation("unicase", _compared)
    connection.execute("PRAGMA trusted_schema = OFF")
    steps = iter(range(MOST_STEPS // 1_000_000))
    connection.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= TABLES:
        raise PackageError(_BROKEN)
    version, created, models, decks = connection.execute("SELECT ver, crt, models, decks FROM col").fetchone()
    if version not in {LEGACY_SCHEMA, CURRENT_SCHEMA}:
        raise PackageError(_SCHEMA, version=version)
    (count,) = connection.execute("SELECT count(*) FROM notes").fetchone()
    if count > MOST_NOTES:
        raise PackageError(_MANY, count=f"{count:,}", most=f"{MOST_NOTES:,}")
    is_legacy = version == LEGACY_SCHEMA
    types = _legacy_types(json.loads(models)) if is_legacy else _current_types(connection)
    names = _legacy_decks(json.loads(decks)) if is_legacy else _current_decks(connection)
    return Collection(created, tuple(_notes(connection, types, names)))


def _compared(one: str, other: str) -> int:
    return (one.lower() > other.lower()) - (one.lower() < other.lower())


def _legacy_types(models: dict[str, Any]) -> dict[int, NoteType]:
    return {
        int(key): NoteType(
            str(model["name"]),
            tuple(str(one["name"]) for one in sorted(model["flds"], key=_ord)),
            tuple((str(one["name"]), str(one["qfmt"]), str(one["afmt"])) for one in sorted(model["tmpls"], key=_ord)),
            is_cloze=model.get("type") == 1,
        )
        for key, model in models.items()
    }


def _ord(part: dict[str, Any]) -> int:
    return int(part["ord"])


def _current_types(connection: sqlite3.Connection) -> dict[int, NoteType]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        found[key].append(name)
    templates: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for key, name, config in connection.execute("SELECT ntid, name, config FROM templates ORDER BY ntid, ord"):
        said = dict(fields(config))
        templates[key].append((name, _text(said.get(1)), _text(said.get(2))))
    return {
        key: NoteType(name, tuple(found[key]), tuple(templates[key]), is_cloze=dict(fields(config)).get(1) == 1)
        for key, name, config in connection.execute("SELECT id, name, config FROM notetypes")
    }


def _text(value: int | bytes | None) -> str:
    return value.decode() if isinstance(value, bytes) else ""


def _legacy_decks(decks: dict[str, Any]) -> dict[int, str]:
    return {int(key): str(deck["name"]) for key, deck in decks.items()}


def _current_decks(connection: sqlite3.Connection) -> dict[int, str]:
    return {key: name.replace("\x1f", "::") for key, name in connection.execute("SELECT id, name FROM decks")}


def _notes(connection: sqlite3.Connection, types: dict[int, NoteType], decks: dict[int, str]) -> list[AnkiNote]:
    cards = _cards(connection, _logs(connection))
    texts = "CAST(flds AS TEXT), CAST(coalesce(tags, '') AS TEXT)"
    rows = connection.execute(f"SELECT id, CAST(coalesce(guid, '') AS TEXT), mid, {texts} FROM notes ORDER BY id")  # noqa: S608 - our own words
    numbers, guids, kinds, said, tags = _columns(rows.fetchall(), 5)
    words = [tuple(one.split("\x1f")) for one in said]
    marks = {one: tuple(one.split()) for one in set(tags)}
    homes, own = _columns(list(map(cards.get, numbers, repeat(_NO_CARDS))), 2)
    columns = map(types.__getitem__, kinds), words, map(marks.__getitem__, tags), map(decks.get, homes, _ELSEWHERE), own
    return list(map(named, repeat(AnkiNote), zip(guids, *columns, strict=False)))


_Cards = tuple[int, tuple[AnkiCard, ...]]
"""The deck that the first card of a note lies in, and its cards."""
_NO_CARDS: _Cards = (1, ())
_ELSEWHERE = repeat("Default")


def _columns(rows: Sequence[tuple[Any, ...]], count: int) -> Iterable[Sequence[Any]]:
    """Return rows as so many columns, also where there are none."""
    return zip(*rows, strict=True) if rows else repeat((), count)


def _by_key(keys: Sequence[Any], values: Iterable[Any]) -> dict[Any, tuple[Any, ...]]:
    """Return values by their keys, in their order; at once where each has a key of its own."""
    if len(set(keys)) == len(keys):
        return dict(zip(keys, zip(values, strict=True), strict=True))
    found = defaultdict[Any, list[Any]](list)
    for key, value in zip(keys, values, strict=True):
        found[key].append(value)
    return {key: tuple(some) for key, some in found.items()}


def _cards(connection: sqlite3.Connection, logs: dict[int, tuple[AnkiReview, ...]]) -> dict[int, _Cards]:
    """Return the cards of each note, by the notes' ids."""
    numbers, notes, decks, places = _columns(connection.execute(_CARDS).fetchall(), 4)
    values = zip(places, map(logs.get, numbers, repeat(())), repeat(NEW), strict=False)
    made = map(named, repeat(AnkiCard), values)
    if len(set(notes)) == len(notes):
        return dict(zip(notes, zip(decks, zip(made, strict=True), strict=True), strict=True))
    return {note: _in_order(some) for note, some in _by_key(notes, zip(decks, made, strict=True)).items()}


def _in_order(cards: Iterable[tuple[int, AnkiCard]]) -> _Cards:
    homes, own = zip(*sorted(cards, key=_place), strict=True)
    return homes[0], own


def _place(card: tuple[int, AnkiCard]) -> int:
    return card[1].ord


_CARDS = """
SELECT id, nid, coalesce(nullif(odid, 0), did), CAST(ord AS INTEGER) FROM cards
"""
"""In filtered decks cards have a home."""
_LOG = """
SELECT cid, CAST(id AS INTEGER), CAST(ease AS INTEGER), CAST(type AS INTEGER),
  max(0, min(CAST(time AS INTEGER), 2147483647))
FROM revlog ORDER BY id
"""


def _logs(connection: sqlite3.Connection) -> dict[int, tuple[AnkiReview, ...]]:
    """Return the ratings of each card, by the cards' ids.

    Raises:
        ValueError: one has no moment of its own; the moment is the key of Anki's table, and names the rating here.
    """
    cards, at, ease, kind, took = _columns(connection.execute(_LOG).fetchall(), 5)
    moments = set(at)
    if None in moments or len(moments) < len(at):
        raise ValueError
    values = zip(at, ease, kind, repeat(0), repeat(0), took, strict=False)
    return _by_key(cards, map(named, repeat(AnkiReview), values))
