from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.bank.models import Question, QuestionVersion
from quizapp.formats.anki.container import Container, open_container, write_container
from quizapp.formats.anki.notes import AnkiCard, AnkiNote, Collection, NoteType
from quizapp.formats.anki.questions import OWN_TYPE
from quizapp.formats.anki.writing import write_collection
from quizapp.transfer.anki.packages import open_package

OWN = NoteType(OWN_TYPE, ("Front", "Back", "Card"), (("Card 1", "{{Front}}", "{{Back}}"),))
BASIC = NoteType("Basic", ("Front", "Back"), (("Card 1", "{{Front}}", "{{Back}}"),))


@pytest.fixture
def loaded(folder, load, session):
    load(folder)
    session.rollback()


def send(client, data, bank="sample", **fields):
    """Send a package as a browser does."""
    body = b'--mark\r\nContent-Disposition: form-data; name="file"; filename="a.apkg"\r\n\r\n' + data
    for name, value in (fields | {"bank": bank}).items():
        body += f'\r\n--mark\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
    return client.post(
        "/anki/import", data=body + b"\r\n--mark--\r\n", content_type="multipart/form-data; boundary=mark"
    )


def package(*fields, kind=BASIC, media=None):
    notes = (AnkiNote("guid", kind, fields, cards=(AnkiCard(0),)),) if fields else ()
    data = write_collection(Collection(1_600_000_000, notes), now=1_700_000_000)
    return write_container(Container(data, media or {}), legacy=False)


@pytest.mark.longer
def test_an_instructor_gets_all_cards_of_the_banks_chosen(loaded, instructor):
    reply = instructor.get("/anki/package?banks=sample&legacy=1")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="quizapp.apkg"'
    assert len(open_package(reply.data).collection.notes) == 3
    assert open_package(instructor.get("/anki/package?banks=none").data).collection.notes == ()


@pytest.mark.longer
def test_a_student_gets_only_what_they_have_met(loaded, browse):
    student = browse("Ani", Role.STUDENT)
    assert open_package(student.get("/anki/package").data).collection.notes == ()
    page = student.get("/anki").text
    assert ("The cards that you have met" in page, "From Anki" in page) == (True, False)
    assert send(student, package("one", "eins")).status_code == 403


@pytest.mark.longer
def test_a_package_is_taken_in_and_told_of(loaded, instructor):
    page = send(instructor, package("one", "eins"), reviews="1").text
    assert "<strong>1</strong> new" in page
    assert "<strong>1</strong> the same" in send(instructor, package("one", "eins")).text
    assert 'href="/questions?bank=sample"' in page
    refused = [send(instructor, package(*fields)).text for fields in (("<b>one</b>", ""), ("", "eins"), ("", "<br>"))]
    told = [re.search(r"<span>([^<]*): It has no front or no back in words\.", text)[1] for text in refused]
    assert told == ["one", "eins", "A note without words"]


@pytest.mark.longer
def test_what_was_taken_in_is_told_without_what_was_not_there_and_with_what_was_left_out(loaded, instructor):
    sounds = {"a.mp3": b"a sound", "<b>.mp3": b"another"}
    page = send(instructor, package("one [sound:a.mp3]", "eins", media=sounds)).text
    assert re.findall(r"<li><strong>(\d+)</strong> ([^<]+)</li>", page) == [("1", "new")]
    assert "Left out, since only pictures that can be read are taken: a.mp3, &lt;b&gt;.mp3." in page
    assert "There was nothing in it." in send(instructor, package()).text


@pytest.mark.longer
def test_cards_of_another_server_s_banks_are_told_of(loaded, instructor):
    page = send(instructor, package("one", "eins", "elsewhere/one/main", kind=OWN)).text
    assert "1 card that a quizapp gave out is not here" in page
    assert "There was nothing in it." not in page


@pytest.mark.longer
def test_what_was_taken_in_says_who_brought_it(loaded, instructor, session):
    for back in ("eins", "ein"):
        send(instructor, package("one", back))
    versions = sa.select(Person.name).join(QuestionVersion, QuestionVersion.author_id == Person.id)
    assert session.scalars(versions.where(QuestionVersion.title == "one")).all() == ["Ms Grigoryan"] * 2


@pytest.mark.longer
@pytest.mark.parametrize("data", [b"", b"hello", package("one", "eins")[:900]])
def test_what_is_no_package_gets_a_sentence(loaded, instructor, data):
    reply = send(instructor, data)
    assert (reply.status_code, "This is no Anki package" in reply.text) == (422, True)
    assert 'name="reviews" value="1" checked' not in reply.text
    again = instructor.post("/anki/import", data={"bank": "sample", "reviews": "1"})
    assert (again.status_code, 'name="reviews" value="1" checked' in again.text) == (422, True)


@pytest.mark.longer
@pytest.mark.parametrize("moments", [[(None,)], [(5,), (5,)]])
def test_a_package_whose_log_is_damaged_gets_a_sentence_and_changes_nothing(loaded, instructor, session, moments):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(open_container(package("one", "eins")).collection)
        connection.executescript("DROP TABLE revlog; CREATE TABLE revlog (id, cid, ease, type, time)")
        connection.executemany("INSERT INTO revlog SELECT ?, id, 3, 1, 900 FROM cards", moments)
        connection.commit()
        damaged = write_container(Container(connection.serialize()), legacy=False)
    before = session.scalar(sa.select(sa.func.count(Question.id)))
    session.rollback()
    reply = send(instructor, damaged, reviews="1")
    assert (reply.status_code, "The collection in this package is damaged" in reply.text) == (422, True)
    assert session.scalar(sa.select(sa.func.count(Question.id))) == before


@pytest.mark.longer
def test_a_bank_that_is_not_there_is_404(loaded, instructor):
    assert send(instructor, package("one", "eins"), bank="none").status_code == 404
