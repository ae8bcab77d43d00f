from __future__ import annotations

import pytest


@pytest.mark.slow
def test_a_language_is_begun_translated_and_told_of(runner, settings):
    begun = runner("language", "pt-br")
    path = settings.data_dir / "languages" / "pt_BR.po"
    assert begun.exit_code == 0
    assert begun.stdout.strip() == str(path)
    assert "0 of " in begun.stderr
    assert "QUIZAPP_LANGUAGE is pt-BR" in begun.stderr
    assert "stay English" not in begun.stderr
    said = path.read_text(encoding="utf-8")
    assert "ORGANIZATION" not in said
    said = said.replace('msgid "Sign in"\nmsgstr ""', 'msgid "Sign in"\nmsgstr "Entrar"')
    said = said.replace('msgid "Sign out"\nmsgstr ""', 'msgid "Sign out"\nmsgstr "%(x)s"')
    path.write_text(said, encoding="utf-8")
    again = runner("language", "pt-BR")
    assert again.exit_code == 0
    assert "1 of " in again.stderr
    assert (
        "1 that have other values, tags or straight quotation marks than their sentences stay English (lines "
        in again.stderr
    )
    assert 'msgstr "Entrar"' in path.read_text(encoding="utf-8")


def test_what_is_no_language_and_a_broken_file_are_said_in_a_sentence(runner, settings):
    assert "“klingonish” is no language such as hy" in runner("language", "klingonish").stderr
    path = settings.data_dir / "languages" / "hy.po"
    path.parent.mkdir()
    path.write_text("msgid broken", encoding="utf-8")
    refused = runner("language", "hy")
    assert (refused.exit_code, "cannot be read as a translation" in refused.stderr) == (1, True)
