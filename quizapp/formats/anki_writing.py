"""Writing a collection of Anki as the bytes of a database of schema 11, which every version of Anki takes. Pure."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from typing import Any

from quizapp.formats.anki_notes import AnkiCard, AnkiNote, CardType, Collection, NoteType

SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL,
  odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
  type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
"""
INDEXES = """
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
VERSION = 11
DECAY = 0.1542
RETENTION = 0.9
EASE = 2500
FIRST_ID = 1_600_000_000_000
"""Ids of notes, cards and decks look like moments in milliseconds; the digests of what they name are added."""
ID_RANGE = 100_000_000_000
_compact = json.JSONEncoder(separators=(",", ":")).encode
QUEUES = {CardType.NEW: 0, CardType.LEARNING: 1, CardType.REVIEW: 2, CardType.RELEARNING: 1}


def write_collection(collection: Collection, *, now: int) -> bytes:
    """Return the database of a collection; now is in seconds since 1970."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # nothing is ever rolled back
        connection.executescript(SCHEMA)
        _write_col(connection, collection, now)
        _write_notes(connection, collection, now)
        connection.executescript(INDEXES)  # afterwards: made at once they cost a third
        connection.commit()
        return connection.serialize()


def id_of(*said: str) -> int:
    """Return an id that is the same whenever the same thing is written."""
    digest = hashlib.sha256("\x1f".join(said).encode()).digest()
    return FIRST_ID + int.from_bytes(digest[:8]) % ID_RANGE


def _write_col(connection: sqlite3.Connection, collection: Collection, now: int) -> None:
    types = {note.type.name: note.type for note in collection.notes}
    decks = dict.fromkeys(["Default", *(note.deck for note in collection.notes)])
    models = {str(_type_id(one.name)): _model(one, now) for one in types.values()}
    written = {str(_deck_id(name)): _deck(name, now) for name in decks}
    conf = {
        "schedVer": 2,
        "sched2021": True,
        "rollover": collection.rollover_hour,
        "creationOffset": collection.minutes_west,
        "nextPos": len(collection.notes) + 1,
        "curDeck": 1,
        "activeDecks": [1],
        "collapseTime": 1200,
    }
    values = (1, collection.created, now * 1000, now * 1000, VERSION, 0, 0, 0)
    texts = (json.dumps(conf), json.dumps(models), json.dumps(written), json.dumps({"1": _preset(now)}), "{}")
    connection.execute(f"INSERT INTO col VALUES ({', '.join('?' * 13)})", (*values, *texts))  # noqa: S608 - question marks


@lru_cache(maxsize=256)
def _deck_id(name: str) -> int:
    return 1 if name == "Default" else id_of("deck", name)


@lru_cache(maxsize=256)
def _type_id(name: str) -> int:
    return id_of("type", name)


def _deck(name: str, now: int) -> dict[str, Any]:
    days = {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
    flags = {"collapsed": False, "browserCollapsed": False, "desc": "", "dyn": 0, "conf": 1}
    return {"id": _deck_id(name), "mod": now, "name": name, "usn": -1, "extendNew": 0, "extendRev": 0} | flags | days


def _preset(now: int) -> dict[str, Any]:
    new = {"bury": False, "delays": [1.0, 10.0], "initialFactor": EASE, "ints": [1, 4, 0], "order": 1, "perDay": 20}
    rev = {"bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2}
    lapse = {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0}
    more = {"maxTaken": 60, "autoplay": True, "timer": 0, "replayq": True, "dyn": False}
    return {"id": 1, "mod": now, "name": "Default", "usn": 0, "new": new, "rev": rev, "lapse": lapse} | more


def _model(one: NoteType, now: int) -> dict[str, Any]:
    return {
        "id": _type_id(one.name),
        "name": one.name,
        "type": int(one.is_cloze),
        "mod": now,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "tmpls": [_template(place, *template) for place, template in enumerate(one.templates)],
        "flds": [_field(place, name) for place, name in enumerate(one.fields)],
        "css": one.css,
        "latexPre": "",
        "latexPost": "",
        "latexsvg": False,
        "req": [[place, "any", [0]] for place in range(len(one.templates))],
        "vers": [],
        "tags": [],
    }


def _template(place: int, name: str, front: str, back: str) -> dict[str, Any]:
    return {
        "name": name,
        "ord": place,
        "qfmt": front,
        "afmt": back,
        "bqfmt": "",
        "bafmt": "",
        "did": None,
        "bfont": "",
        "bsize": 0,
    }


def _field(place: int, name: str) -> dict[str, Any]:
    return {"name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}


def _write_notes(connection: sqlite3.Connection, collection: Collection, now: int) -> None:
    numbers = {note.guid: id_of("note", note.guid) for note in collection.notes}
    connection.executemany(
        f"INSERT OR IGNORE INTO notes VALUES ({', '.join('?' * 11)})",  # noqa: S608 - question marks
        (_note_row(note, numbers[note.guid], now) for note in collection.notes),
    )
    cards: list[tuple[object, ...]] = []
    log: list[tuple[int, ...]] = []
    moments: set[int] = set()
    for place, note in enumerate(collection.notes, start=1):
        for card in note.cards:
            number = numbers[note.guid] + card.ord
            cards.append(_card_row(card, number, note, numbers[note.guid], place, now))
            log.extend(_log_rows(card, number, moments))
    connection.executemany(f"INSERT OR IGNORE INTO cards VALUES ({', '.join('?' * 18)})", cards)  # noqa: S608 - as above
    connection.executemany(f"INSERT INTO revlog VALUES ({', '.join('?' * 9)})", log)  # noqa: S608 - as above


def _note_row(note: AnkiNote, number: int, now: int) -> tuple[object, ...]:
    first = note.fields[0] if note.fields else ""
    checksum = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {' '.join(note.tags)} " if note.tags else ""
    fields = "\x1f".join(note.fields)
    return (number, note.guid, _type_id(note.type.name), now, -1, tags, fields, first, checksum, 0, "")


def _card_row(  # noqa: PLR0913, PLR0917 - a row of cards
    card: AnkiCard, number: int, note: AnkiNote, note_id: int, place: int, now: int
) -> tuple[object, ...]:
    data: dict[str, float] = {}
    if card.stability is not None and card.difficulty is not None:
        data = {"s": round(card.stability, 4), "d": round(card.difficulty, 3), "dr": RETENTION, "decay": DECAY}
        if card.log:
            data["lrt"] = card.log[-1].at_ms // 1000
    due = card.due if card.type is not CardType.NEW else place
    state = (int(card.type), QUEUES[card.type], due, card.interval, EASE * bool(card.reps), card.reps, card.lapses)
    where = (number, note_id, _deck_id(note.deck), card.ord, now, -1)
    return (*where, *state, card.left, 0, 0, 0, _compact(data) if data else "{}")


def _log_rows(card: AnkiCard, number: int, moments: set[int]) -> Iterator[tuple[int, ...]]:
    """Yield the rows of a card's log; their ids are moments, and no two may be the same."""
    for one in card.log:
        moment = one.at_ms
        while moment in moments:
            moment += 1
        moments.add(moment)
        yield (moment, number, -1, one.ease, one.interval, one.last_interval, EASE, one.took_ms, one.kind)
