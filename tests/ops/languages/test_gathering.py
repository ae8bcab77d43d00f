"""Gathering sentences: none of them is hidden from translators, and what they wrote is never lost."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel import Locale

import quizapp
from quizapp.ops.languages.gathering import bring_up_to_date, sentences
from quizapp.web.languages import LanguageFileError, read_catalog

GERMAN = Locale("de")
GIVEN = {"ngettext": 2, "N_": 1}
"""How many texts each of these takes, which have to stand there."""


@pytest.fixture(scope="module")
def gathered():
    return sentences(GERMAN)


@pytest.mark.slow
def test_sentences_of_code_and_templates_are_gathered(gathered):
    said = {one.id if isinstance(one.id, str) else one.id[0] for one in gathered}
    assert {"Please type a name.", "True or false?", "Sign in", "%(num)d flashcard"} <= said
    assert ("{count} card is ready.", "{count} cards are ready.") in {one.id for one in gathered}
    assert gathered.num_plurals == 2


@pytest.mark.longer
def test_no_sentence_is_hidden_from_who_gathers_them():
    hidden = [
        f"{path}:{call.lineno}"
        for path in Path(quizapp.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in GIVEN
        if not all(isinstance(one, ast.Constant) for one in call.args[: GIVEN[call.func.id]])
    ]
    assert hidden == []


@pytest.mark.slow
def test_what_was_translated_stays_and_new_sentences_come(tmp_path):
    path = tmp_path / "languages" / "de.po"
    path.parent.mkdir()
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        '# of the translator\nmsgid "Sign in"\nmsgstr "Anmelden"\n\nmsgid "Said no more"\nmsgstr "Vorbei"\n',
        encoding="utf-8",
    )
    bring_up_to_date(path, GERMAN)
    catalog = read_catalog(path, GERMAN)
    assert catalog["Sign in"].string == "Anmelden"
    assert catalog["Sign in"].user_comments == ["of the translator"]
    assert catalog["Please type a name."].string == ""
    assert '#~ msgid "Said no more"\n#~ msgstr "Vorbei"' in path.read_text(encoding="utf-8")
    assert [one.name for one in path.parent.iterdir()] == ["de.po"]


@pytest.mark.slow
def test_a_file_of_other_letters_becomes_one_that_holds_all(tmp_path):
    path = tmp_path / "de.po"
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n\n'
    path.write_bytes(f'{head}msgid "Back"\nmsgstr "Zurück"\n'.encode("latin-1"))
    bring_up_to_date(path, GERMAN)
    assert read_catalog(path, GERMAN)["Back"].string == "Zurück"
    assert "“" in path.read_text(encoding="utf-8")
    assert "ISO-8859-1" not in path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_file_that_cannot_be_read_stays_as_it_is(tmp_path):
    path = tmp_path / "de.po"
    path.write_text("msgid broken", encoding="utf-8")
    with pytest.raises(LanguageFileError):
        bring_up_to_date(path, GERMAN)
    assert path.read_text(encoding="utf-8") == "msgid broken"
