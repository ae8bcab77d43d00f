from __future__ import annotations

import json
import sqlite3

from quizapp.formats.anki.notes import AnkiCard, AnkiNote, AnkiReview, CardState, CardType, Collection, NoteType
from quizapp.formats.anki.reading import read_collection
from quizapp.formats.anki.writing import id_of, write_collection

TYPE = NoteType("Plain", ("Front", "Back"), (("Card 1", "{{Front}}", "{{Back}}"),))
CLOZE = NoteType("Gaps", ("Text", "Extra"), (("Cloze", "{{cloze:Text}}", "{{cloze:Text}}"),), is_cloze=True)
LOG = (AnkiReview(1_700_000_000_000, 3, 0, -600, 0, 4_000), AnkiReview(1_700_000_700_000, 3, 0, 5, -600, 3_000))
REVIEWED = AnkiCard(0, LOG, CardState(CardType.REVIEW, 3_660, 12, 4, 1, 0, 12.3456, 5.432))
NOTES = (
    AnkiNote("g1", TYPE, ("<b>a</b>", "b"), ("x::y", "z"), "One::Two", (REVIEWED,)),
    AnkiNote("g2", CLOZE, ("{{c1::a}}{{c2::b}}", ""), (), "Default", (AnkiCard(0), AnkiCard(1))),
)
COLLECTION = Collection(1_600_000_000, NOTES, 4, -240)


def opened(data):
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    return connection


def test_what_was_written_is_read():
    found = read_collection(write_collection(COLLECTION, now=1_700_001_000))
    by_guid = {note.guid: note for note in found.notes}
    log = tuple(AnkiReview(one.at_ms, one.ease, one.kind, took_ms=one.took_ms) for one in LOG)
    assert found.created == COLLECTION.created
    assert by_guid["g1"] == NOTES[0]._replace(cards=(AnkiCard(0, log=log),))
    assert (by_guid["g2"].fields, by_guid["g2"].type.is_cloze, len(by_guid["g2"].cards)) == (NOTES[1].fields, True, 2)


def test_the_state_of_a_card_is_written_as_anki_keeps_it():
    connection = opened(write_collection(COLLECTION, now=1_700_001_000))
    state = "type, queue, due, ivl, reps, lapses, left, data"
    row = connection.execute(f"SELECT {state} FROM cards WHERE reps > 0").fetchone()  # noqa: S608 - our own words
    assert row[:7] == (2, 2, 3_660, 12, 4, 1, 0)
    memory = json.loads(row[7])
    assert (memory["s"], memory["d"], memory["lrt"]) == (12.3456, 5.432, LOG[-1].at_ms // 1_000)
    log = connection.execute("SELECT id, ease, ivl, lastIvl, time, type FROM revlog ORDER BY id").fetchall()
    assert log == [(one.at_ms, one.ease, one.interval, one.last_interval, one.took_ms, one.kind) for one in LOG]
    connection.close()


def test_the_same_notes_get_the_same_ids_each_time():
    ids = []
    for now in (1_700_001_000, 1_800_000_000):
        connection = opened(write_collection(COLLECTION, now=now))
        ids.append(connection.execute("SELECT id, mid FROM notes ORDER BY id").fetchall())
        connection.close()
    assert ids[0] == ids[1]
    assert id_of("note", "g1") != id_of("note", "g2")


def test_two_reviews_of_one_moment_are_both_kept():
    twice = AnkiCard(0, (LOG[0], LOG[0]), CardState(CardType.REVIEW))
    collection = Collection(0, (AnkiNote("g", TYPE, ("a", "b"), cards=(twice,)),))
    connection = opened(write_collection(collection, now=1))
    assert connection.execute("SELECT id FROM revlog").fetchall() == [(LOG[0].at_ms,), (LOG[0].at_ms + 1,)]
    connection.close()


def test_settings_say_when_a_day_begins():
    connection = opened(write_collection(COLLECTION, now=1))
    (conf,) = connection.execute("SELECT conf FROM col").fetchone()
    assert (json.loads(conf)["rollover"], json.loads(conf)["creationOffset"]) == (4, -240)
    connection.close()


def test_pages_are_large_as_all_of_them_are_written_at_once():
    assert int.from_bytes(write_collection(COLLECTION, now=1)[16:18]) == 16_384  # where SQLite's header says it
