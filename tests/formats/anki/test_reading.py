from __future__ import annotations

import sqlite3

import pytest

from quizapp.formats.anki import reading
from quizapp.formats.anki.container import PackageError
from quizapp.formats.anki.notes import AnkiCard, AnkiNote, AnkiReview, Collection, NoteType
from quizapp.formats.anki.reading import read_collection
from quizapp.formats.anki.writing import write_collection

TYPE = NoteType("Plain", ("Front", "Back"), (("Card 1", "{{Front}}", "{{Back}}"),))
GOOD = write_collection(Collection(0, (AnkiNote("g", TYPE, ("a", "b"), cards=(AnkiCard(0),)),)), now=1)
BROKEN = "The collection in this package is damaged"


def refusal(data):
    with pytest.raises(PackageError) as refused:
        read_collection(data)
    return str(refused.value)


def changed(*statements):
    connection = sqlite3.connect(":memory:")
    connection.deserialize(GOOD)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", GOOD[:3_000], b"SQLite format 3\0" + b"\xff" * 9_000, GOOD[:4_096] + b"\xff" * (len(GOOD) - 4_096)],
)
def test_a_broken_database_is_said_to_be_damaged(data):
    assert refusal(data).startswith(BROKEN)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE notes",
        "DELETE FROM col",
        "UPDATE col SET models = '{'",
        "UPDATE col SET models = '[]'",
        "UPDATE col SET models = '{}'",
        "UPDATE col SET decks = '{\"1\": 3}'",
        "UPDATE col SET decks = replace(hex(zeroblob(50000)), '0', '[')",
    ],
)
def test_a_collection_that_makes_no_sense_is_said_to_be_damaged(statement):
    assert refusal(changed(statement)).startswith(BROKEN)


@pytest.mark.parametrize(
    "rows",
    [
        "INSERT INTO revlog SELECT NULL, id, 3, 1, 900 FROM cards",
        "INSERT INTO revlog SELECT column1, id, 3, 1, 900 FROM cards, (VALUES (5), (5))",
        "INSERT INTO revlog SELECT column1, id, 3, 1, 900 FROM cards, (VALUES (5), ('5.5'))",
        "INSERT INTO revlog SELECT column1, id, 3, 1, 900 FROM cards, (VALUES (1e30), (1e40))",
    ],
)
def test_a_log_in_which_a_rating_has_no_moment_of_its_own_is_said_to_be_damaged(rows):
    without_a_key = ("DROP TABLE revlog", "CREATE TABLE revlog (id, cid, ease, type, time)")
    assert refusal(changed(*without_a_key, rows)).startswith(BROKEN)


def test_a_view_in_place_of_a_table_is_not_looked_into():
    trap = "CREATE VIEW notes AS WITH RECURSIVE n(x) AS (VALUES(1) UNION ALL SELECT x + 1 FROM n) SELECT * FROM n"
    assert refusal(changed("DROP TABLE notes", trap)).startswith(BROKEN)


@pytest.mark.parametrize("version", [1, 12, 19, 99])
def test_an_unknown_schema_is_said(version):
    said = refusal(changed(f"UPDATE col SET ver = {version}"))  # noqa: S608 - our own number
    assert said.startswith(f"The collection in this package has the unknown version {version}")


def test_too_many_notes_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_NOTES", 0)
    assert refusal(GOOD).startswith("This package holds 1 notes and may hold 0")


def test_a_database_in_wal_mode_is_read():
    assert len(read_collection(GOOD[:18] + b"\2\2" + GOOD[20:]).notes) == 1


def test_a_card_is_read_with_its_log_but_without_the_state_that_follows_from_it():
    data = changed(
        "UPDATE cards SET type = 2, due = 7.5, ivl = 2.25, data = '{', ord = 0.0",
        "INSERT INTO revlog VALUES (5, (SELECT id FROM cards), -1, 3.0, 1.5, 0, 2500, 99999999999, 1)",
    )
    (card,) = read_collection(data).notes[0].cards
    assert card == AnkiCard(0, log=(AnkiReview(5, 3, 1, took_ms=2_147_483_647),))
    assert isinstance(card.log[0].ease, int)


def test_a_card_of_a_filtered_deck_is_at_home_in_another():
    decks = 'UPDATE col SET decks = \'{"1": {"name": "Filtered"}, "2": {"name": "Home"}}\''
    data = changed(decks, "UPDATE cards SET did = 1, odid = 2")
    (note,) = read_collection(data).notes
    assert note.deck == "Home"


def test_the_cards_of_a_note_come_in_their_order_and_its_deck_is_that_of_the_first():
    decks = 'UPDATE col SET decks = \'{"1": {"name": "One"}, "2": {"name": "Two"}}\''
    names = "id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data"
    copied = "mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data"
    more = f"INSERT INTO cards ({names}) SELECT id + {{}}, nid, 2, {{}}, {copied} FROM cards LIMIT 1"  # noqa: S608 - our own words
    (note,) = read_collection(changed(decks, "UPDATE cards SET ord = 1", more.format(1, 2), more.format(2, 0))).notes
    assert [card.ord for card in note.cards] == [0, 1, 2]
    assert note.deck == "Two"
