from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.app import create_app
from quizapp.bank.notes import note_said
from quizapp.db import db

GERMAN = """
msgid "From an Anki package"
msgstr "Aus einem Anki-Paket"

msgid "Uploaded: %(name)s"
msgstr "Hochgeladen: %(name)s"

msgid "Version %(number)d restored"
msgstr "Version %(number)d wiederhergestellt"

msgid "Copied from the bank “%(title)s”"
msgstr "Kopie aus „%(title)s“"
"""


@pytest.fixture
def german(settings):
    """A request in German."""
    path = settings.data_dir / "languages" / "de.po"
    path.parent.mkdir()
    path.write_text(GERMAN, encoding="utf-8")
    with create_app(replace(settings, language="de")).test_request_context():
        yield
        db.engine.dispose()


@pytest.mark.longer
def test_what_the_service_noted_is_said_in_the_language_of_the_page(german):
    said = {
        "From an Anki package": "Aus einem Anki-Paket",
        "Uploaded: a 100 %\nbank.yaml": "Hochgeladen: a 100 %\nbank.yaml",
        "Version 12 restored": "Version 12 wiederhergestellt",
        "Copied from the bank “The “rift””": "Kopie aus „The “rift”“",
    }
    assert {note: note_said(note) for note in said} == said


@pytest.mark.longer
def test_what_people_noted_and_what_has_no_translation_stays_as_it_is(german):
    for note in ("", "The key was wrong.", "Version two restored", "Conflict settled: file", "Now: Uploaded: a.yaml"):
        assert note_said(note) == note


@pytest.mark.longer
def test_a_question_s_history_says_its_notes_so(german, app):
    shown = app.jinja_env.from_string("{{ 'From an Anki package'|noted }}")
    assert shown.render() == "Aus einem Anki-Paket"
