"""Reading a collection of Anki from the bytes of its database, of schema 11 (legacy) or 18 (current). Pure."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from typing import Any

from quizapp.formats.anki_container import PackageError
from quizapp.formats.anki_notes import AnkiCard, AnkiNote, AnkiReview, Collection, NoteType
from quizapp.formats.base import named
from quizapp.formats.protobuf import fields
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
    notes = []
    for number, guid, type_id, said, tags in rows.fetchall():
        homes, own = cards.get(number, _NO_CARDS)
        if len(own) > 1:
            homes, own = map(list, zip(*sorted(zip(homes, own, strict=True), key=_place), strict=True))
        words, marks = tuple(said.split("\x1f")), tuple(tags.split()) if tags else ()
        notes.append(named(AnkiNote, (guid, types[type_id], words, marks, decks.get(homes[0], "Default"), tuple(own))))
    return notes


def _place(card: tuple[int, AnkiCard]) -> int:
    return card[1].ord


def _cards(connection: sqlite3.Connection, logs: dict[int, list[AnkiReview]]) -> dict[int, _Cards]:
    """Return the cards of each note with the decks that they lie in, by the notes' ids."""
    cards: dict[int, _Cards] = {}
    for number, note, deck, place in connection.execute(_CARDS).fetchall():
        card = named(AnkiCard, (place, *_NO_STATE, tuple(logs[number]) if number in logs else ()))
        if note in cards:
            cards[note][0].append(deck)
            cards[note][1].append(card)
        else:
            cards[note] = [deck], [card]
    return cards


_Cards = tuple[list[int], list[AnkiCard]]
_NO_CARDS: _Cards = ([1], [])
_CARDS = """
SELECT id, nid, coalesce(nullif(odid, 0), did), CAST(ord AS INTEGER) FROM cards
"""
"""In filtered decks cards have a home. The state of a card is not read: here it follows from the log."""
_NO_STATE = AnkiCard(0)[1:-1]
_LOG = """
SELECT cid, CAST(id AS INTEGER), CAST(ease AS INTEGER), CAST(type AS INTEGER),
  max(0, min(CAST(time AS INTEGER), 2147483647))
FROM revlog ORDER BY id
"""


def _logs(connection: sqlite3.Connection) -> dict[int, list[AnkiReview]]:
    logs: dict[int, list[AnkiReview]] = defaultdict(list)
    for card, at, ease, kind, took in connection.execute(_LOG).fetchall():
        logs[card].append(named(AnkiReview, (at, ease, kind, 0, 0, took)))
    return logs
