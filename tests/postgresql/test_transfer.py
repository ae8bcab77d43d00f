"""Files and the browser on PostgreSQL: loads, conflicts, uploads, and packages of Anki."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.accounts.models import Role
from quizapp.bank.files import read_files
from quizapp.bank.parts import MANY
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.anki.container import Container, write_container
from quizapp.formats.anki.notes import AnkiCard, AnkiNote, AnkiReview, Collection, NoteType
from quizapp.formats.anki.writing import write_collection
from quizapp.transfer.anki.packages import open_package
from quizapp.transfer.comparing import compare_files
from quizapp.transfer.loading import load_read_files

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]

QUESTIONS = Path(__file__).parents[2] / "questions"
KEY = "region-decade"
BASIC = NoteType("Basic", ("Front", "Back"), (("Card 1", "{{Front}}", "{{Back}}"),))


@pytest.fixture
def instructor(with_banks_loaded, make_person, browse):
    return browse(make_person(role=Role.INSTRUCTOR))


def send(client, address, data, **fields):
    """Send a file as a browser does."""
    body = b'--mark\r\nContent-Disposition: form-data; name="file"; filename="a\0b.yaml"\r\n\r\n' + data
    for name, value in fields.items():
        body += f'\r\n--mark\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
    return client.post(address, data=body + b"\r\n--mark--\r\n", content_type="multipart/form-data; boundary=mark")


def seen_in(page):
    return re.search(r'name="seen" value="(\w+)"', page.text)[1]


def test_what_was_loaded_is_the_same_and_loads_again_to_the_same(app, with_banks_loaded, stored):
    before = stored("synced_files", "said")
    with app.app_context():
        read = read_files([QUESTIONS])
        assert [one.differing for one in compare_files(db.session(), read) if one.differing] == []
        assert all(not report.conflicts for report in load_read_files(db.session(), read, now=utcnow()))
        db.session.commit()
    assert stored("synced_files", "said") == before
    assert len(before) > 5


def test_uploads_are_written_and_their_conflicts_settled(instructor, browse, make_person, stored):
    text = instructor.get("/banks/dates/file").text
    begin = text.index(f"id: {KEY}")
    edited = [
        text[:begin].replace("title: When", f"title: {word}", 1) + text[begin:].replace("topic: ", f"topic: {word}-", 1)
        for word in ("one", "two")
    ]
    colleague = browse(make_person(role=Role.INSTRUCTOR))
    for number, (client, data) in enumerate(zip((instructor, colleague), edited, strict=True)):
        location = send(client, "/banks/upload", data.encode()).location
        page = client.get(location)
        assert f"<strong>{number}</strong> in conflict" in page.text
        assert client.post(f"{location}/apply", data={"seen": seen_in(page)}).status_code == 302
    ((conflict_id, name),) = stored("file_conflicts", "id", "name")
    assert name == "ab.yaml"
    page = instructor.get(f"/conflicts/{conflict_id}")
    choices = {"side": "merge", "choice-topic": "file", "seen": seen_in(page)}
    assert instructor.post(f"/conflicts/{conflict_id}", data=choices).status_code == 302
    ((part_id, base),) = stored("part_conflicts", "id", "base")
    assert base["title"] == "When it happened"
    assert "one it happened" in instructor.get(f"/conflicts/parts/{part_id}").text
    assert stored("file_conflicts") == []
    assert stored("bank_uploads") == []
    assert "topic: two-" in instructor.get("/banks/dates/file").text


def test_a_head_in_conflict_is_kept_and_settled(app, instructor, stored, tmp_path):
    file = tmp_path / "dates.yaml"
    text = instructor.get("/banks/dates/file").text.partition("\n")[2]
    for title in ("When it happened", "Theirs"):
        file.write_text(text.replace("title: When it happened", f"title: {title}", 1), "utf-8")
        with app.app_context():
            load_read_files(db.session(), read_files([file]), now=utcnow())
            db.session.commit()
        heading = {"title": "Ours", "language": "en", "description": "Dates."}
        assert title == "Theirs" or instructor.post("/banks/dates/heading", data=heading).status_code == 302
    ((conflict_id, base),) = stored("part_conflicts", "id", "base")
    assert base["title"] == "When it happened"
    address = f"/conflicts/parts/{conflict_id}"
    assert "About the bank “Ours”" in instructor.get("/conflicts").text
    page = instructor.get(address)
    assert instructor.post(address, data={"side": "file", "seen": seen_in(page)}).status_code == 302
    assert stored("part_conflicts") == []
    assert "title: Theirs" in instructor.get("/banks/dates/file").text


def test_a_package_goes_out_and_comes_in(instructor):
    data = instructor.get("/anki/package?banks=dates").data
    assert len(open_package(data).collection.notes) > 40
    page = send(instructor, "/anki/import", data, bank="dates", reviews="1")
    assert re.search(r"<strong>\d\d</strong> cards that this server gave out", page.text)


def test_a_strangers_package_becomes_questions_with_reviews_and_updates_them(instructor, stored):
    log = tuple(AnkiReview(1_700_000_000_000 + days * 86_400_000, 3, 0, took_ms=900) for days in range(3))
    for back in ("eins", "ein"):
        faces = {"a": ("one", back), "b": ("<b>two</b>", "zwei"), "c": ("Ճանապարհ", "Weg")}
        card = AnkiCard(0, log=log)
        notes = tuple(AnkiNote(guid, BASIC, fields, deck="Deutsch", cards=(card,)) for guid, fields in faces.items())
        data = write_container(Container(write_collection(Collection(0, notes), now=1)), legacy=False)
        assert send(instructor, "/anki/import", data, bank="dates", reviews="1").status_code == 200
    found = [row for row in stored("question_versions", "number", "title", "content", "topic") if row[3] == "deutsch"]
    assert sorted((number, title, content["back"]) for number, title, content, _topic in found) == [
        (1, "one", "eins"),
        (1, "two", "zwei"),
        (1, "Ճանապարհ", "Weg"),
        (2, "one", "ein"),
    ]
    events = stored("review_log", "event_id", "at", "duration_ms")
    assert len([one for one in events if one[0].startswith("anki:") and one[2] == 900]) == 9
    assert {one[1].replace(microsecond=0) for one in events} == {
        datetime.fromtimestamp(one.at_ms / 1000, UTC) for one in log
    }
    assert [reps for (reps,) in stored("memory_states", "reps")] == [3, 3, 3]


def test_a_deck_of_many_plain_notes_comes_in_by_statements_for_all_of_them(instructor, stored):
    before = {number for (number,) in stored("cards", "id")}
    card = AnkiCard(0, log=(AnkiReview(1_700_000_000_000, 3, 0, took_ms=900),))
    notes = tuple(AnkiNote(str(place), BASIC, (f"word {place}", "Wort"), cards=(card,)) for place in range(MANY))
    data = write_container(Container(write_collection(Collection(0, notes), now=1)), legacy=False)
    assert send(instructor, "/anki/import", data, bank="dates", reviews="1").status_code == 200
    cards = [
        row for row in stored("cards", "id", "question_id", "key", "position", "former_keys") if row[0] not in before
    ]
    assert [row[2:] for row in cards] == [("main", 1, [])] * MANY
    questions = {row[1] for row in cards}
    assert len(questions) == MANY
    facets = [row for row in stored("question_facets", "question_id", "facet") if row[0] in questions]
    assert sorted(facets) == [(number, "claim") for number in sorted(questions)]
    assert {card_id for (card_id,) in stored("memory_states", "card_id")} == {row[0] for row in cards}
