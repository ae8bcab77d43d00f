from __future__ import annotations

import io

from PIL import Image

from quizapp.bank.rows import said_by
from quizapp.formats.anki.container import Container, write_container
from quizapp.formats.anki.deck_cards import DeckCard
from quizapp.formats.anki.notes import AnkiCard, AnkiNote, Collection, NoteType
from quizapp.formats.anki.questions import OWN_TYPE, questions_of
from quizapp.formats.anki.writing import write_collection
from quizapp.transfer.anki.packages import open_package, package_of

BASIC = NoteType("Basic", ("Front", "Back"), (("Card 1", "{{Front}}", "{{Back}}"),))
OWN = NoteType(OWN_TYPE, ("Front", "Back", "Card"), (("Card 1", "{{Front}}", "{{Back}}"),))


def note(guid, *fields, kind=BASIC):
    return AnkiNote(guid, kind, fields, (), "Deutsch", (AnkiCard(0),))


def test_what_notes_become_and_what_rows_will_say_of_it_is_made_when_a_package_is_opened():
    notes = (note("a", "one", "eins"), note("b", "<b>two</b>", "zwei"), note("c", "three", ""))
    collection = Collection(0, (*notes, note("d", "four", "vier", "bank/question/main", kind=OWN)))
    data = write_container(Container(write_collection(collection, now=1)), legacy=True)
    package = open_package(data)
    became = {note.guid: one for note, one in zip(package.foreign, package.found, strict=True)}
    assert became == {note.guid: questions_of([note], {})[0] for note in notes}
    made = [one if isinstance(one, DeckCard) else one.draft for one in package.found]
    assert package.said == tuple(one and said_by(one) for one in made)
    assert {one.own[1] for one in package.said if one} == {"one", "two"}


def test_pictures_that_notes_show_are_encoded_when_a_package_is_opened():
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    media = {"a.png": file.getvalue(), "b.png": b"nothing", "c.png": file.getvalue()}
    shown = note("a", "<img src='a.png' alt='A map'> <img src='b.png'> <img src='d.png'> where?", "here")
    package = package_of(Container(b"", media), Collection(0, (shown,)))
    (encoded,) = package.pictures
    assert package.found[0].draft.content.front == f"![A map](picture:{encoded.name}) where?"


def test_media_that_cannot_be_taken_are_named():
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    media = {"own.png": b"kept here", "b.png": b"nothing", "a.png": file.getvalue(), "a.mp3": b"sound"}
    ours = note("o", "<img src='own.png'>", "x", "bank/question/main", kind=OWN)
    theirs = note("a", "<img src='a.png'> [sound:a.mp3] <img src='b.png'> where?", "here")
    package = package_of(Container(b"", media), Collection(0, (ours, theirs)))
    assert package.left_out == ("b.png", "a.mp3")
