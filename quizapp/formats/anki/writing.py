"""Writing a collection of Anki as the bytes of a database of schema 11, which every version of Anki takes. Pure."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from hashlib import sha1, sha256
from typing import Any

from quizapp.formats.anki.notes import AnkiCard, AnkiNote, AnkiReview, Collection, NoteType

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
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_revlog_cid ON revlog (cid);
"""
"""Those that an import uses; all others are for studying and syncing in a collection that stays."""
VERSION = 11
DECAY = 0.1542
RETENTION = 0.9
EASE = 2500
FIRST_ID = 1_600_000_000_000
"""Ids of notes, cards and decks look like moments in milliseconds; the digests of what they name are added."""
ID_RANGE = 100_000_000_000
PAGE = 16_384
"""Bytes of a page: fewer of them to be filled and split than of SQLite's usual quarter, and a smaller package."""
BATCH = 100
"""Rows that a statement inserts."""
_ALIKE = f',"dr":{RETENTION},"decay":{DECAY}'
"""What the memories of all cards have alike."""
Row = tuple[Any, ...]
QUEUES = (0, 1, 2, 1)
"""By the type of a card."""


def write_collection(collection: Collection, *, now: int) -> bytes:
    """Return the database of a collection; now is in seconds since 1970."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE}")
        connection.execute("PRAGMA journal_mode = OFF")  # nothing is ever rolled back
        connection.executescript(SCHEMA)
        _write_col(connection, collection, now)
        _write_notes(connection, collection.notes, now)
        connection.executescript(INDEXES)  # afterwards: made at once they cost a third
        connection.commit()
        return connection.serialize()


def id_of(*said: str) -> int:
    """Return an id that is the same whenever the same thing is written."""
    return FIRST_ID + int.from_bytes(sha256("\x1f".join(said).encode()).digest()[:8]) % ID_RANGE


def _write_col(connection: sqlite3.Connection, collection: Collection, now: int) -> None:
    types = {note.type.name: note.type for note in collection.notes}
    names = dict.fromkeys(["Default", *(note.deck for note in collection.notes)])
    models = {str(_type_id(one.name)): _model(one, now) for one in types.values()}
    decks = {str(_deck_id(name)): _deck(name, now) for name in names}
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
    texts = (json.dumps(conf), json.dumps(models), json.dumps(decks), json.dumps({"1": _preset(now)}), "{}")
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


def _write_notes(connection: sqlite3.Connection, notes: Iterable[AnkiNote], now: int) -> None:
    """Write notes, cards and the log, the values of all rows in one list each."""
    rows, cards, log = list[Any](), list[Any](), list[Any]()
    moments: set[int] = set()
    for place, note in enumerate(notes, start=1):
        number = id_of("note", note.guid)
        rows += _note_row(note, number)
        for card in note.cards:
            cards += _card_row(card, number, note.deck, place)
            for one in card.log:
                log += _log_row(one, number + card.ord, moments)
    _insert(connection, f"notes VALUES (?, ?, ?, {now:d}, -1, ?, ?, ?, ?, 0, '')", rows)
    _insert(connection, f"cards VALUES (?, ?, ?, ?, {now:d}, -1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)", cards)
    _insert(connection, f"revlog VALUES (?, ?, -1, ?, ?, ?, {EASE}, ?, ?)", log)


def _insert(connection: sqlite3.Connection, one: str, values: list[Any]) -> None:
    """Insert rows, many by a statement, each written as the one given; whose id is taken is left out."""
    into, _values, marks = one.partition("VALUES")
    width = marks.count("?")
    for begin in range(0, len(values), BATCH * width):
        some = values[begin : begin + BATCH * width]
        rows = ", ".join([marks] * (len(some) // width))
        connection.execute(f"INSERT OR IGNORE INTO {into}VALUES {rows}", some)


def _note_row(note: AnkiNote, number: int) -> Row:
    guid, kind, fields, tags, _deck, _cards = note
    first = fields[0] if fields else ""
    checksum = int.from_bytes(sha1(first.encode(), usedforsecurity=False).digest()[:4])
    return (number, guid, _type_id(kind.name), _tags(tags), "\x1f".join(fields), first, checksum)


@lru_cache(maxsize=256)
def _tags(tags: tuple[str, ...]) -> str:
    return f" {' '.join(tags)} " if tags else ""


def _card_row(card: AnkiCard, note_id: int, deck: str, place: int) -> Row:
    at, log, (is_of, due, interval, reps, lapses, left, stability, difficulty) = card
    kind = int(is_of)
    data = "{}"
    if stability is not None and difficulty is not None:
        last = f',"lrt":{log[-1].at_ms // 1000}' if log else ""
        data = f'{{"s":{stability:.4f},"d":{difficulty:.3f}{_ALIKE}{last}}}'
    ease, due = EASE if reps else 0, due if kind else place
    where = (note_id + at, note_id, _deck_id(deck), at)
    return (*where, kind, QUEUES[kind], due, interval, ease, reps, lapses, left, data)


def _log_row(one: AnkiReview, number: int, moments: set[int]) -> Row:
    """Return a row of the log; its id is a moment, and no two may be the same."""
    moment, ease, kind, interval, last, took = one
    while moment in moments:
        moment += 1
    moments.add(moment)
    return (moment, number, ease, interval, last, took, kind)
