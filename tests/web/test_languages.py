"""Translators' files: what fits is said, what does not stays English."""

from __future__ import annotations

import pytest
from babel import Locale

from quizapp.web.languages import LanguageFileError, read_language, said_of_unfit

GERMAN = Locale("de")
HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


@pytest.fixture
def spoken(tmp_path):
    """Return a function that reads a file with some entries."""

    def read(*entries):
        path = tmp_path / "de.po"
        path.write_text("\n".join([HEAD, *entries]), encoding="utf-8")
        return read_language(path, GERMAN)

    return read


def entry(msgid, msgstr):
    quoted = [one.replace('"', r"\"") for one in (msgid, msgstr)]
    return 'msgid "{}"\nmsgstr "{}"\n'.format(*quoted)


def test_a_file_says_its_sentences_and_what_it_lacks_stays_english(spoken):
    found = spoken(
        entry("Sign in", "Anmelden"),
        entry("Sign out", ""),
        'msgid "%(num)d card"\nmsgid_plural "%(num)d cards"\nmsgstr[0] "%(num)d Karte"\nmsgstr[1] "%(num)d Karten"\n',
    )
    say = found.sentences
    assert [say.ugettext(one) for one in ("Sign in", "Sign out", "Other")] == ["Anmelden", "Sign out", "Other"]
    assert [say.ungettext("%(num)d card", "%(num)d cards", number) for number in (1, 2)] == [
        "%(num)d Karte",
        "%(num)d Karten",
    ]
    assert (found.translated, found.unfit) == (2, [])


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Hello, %(name)s", "Hallo, %(nombre)s"),  # a value that nobody gives
        ("Hello, %(name)s", "Hallo, %(name)"),
        ("Hello, %(name)s", "Hallo, %s"),
        ("Hello, %(name)s", "Hallo, %(name)d"),  # a name is no number
        ("%(num)d cards", "%(num)c Karten"),
        ("Half", "50 %"),  # the start of a value, where pages fill it
        ("%(num)d of all", "%(num)d, 100 % richtig"),
        ("Sending", 'Es wird „gesendet" x'),  # it may stand in an attribute, which that would end
        ("Sending", "a <b onmouseover=x"),
        ("{count} chosen", "{anzahl} gewählt"),  # scripts fill it
        ("%(share)d %% of all", "%(share)d % von allen"),
        ("Read <a>this</a>", "Lies <a href='https://example.org'>das</a>"),
        ("Read <a>this</a>", "Lies <b>das</b>"),
        ("Sign in", "<script>Anmelden</script>"),
    ],
)
def test_a_sentence_that_would_break_a_page_stays_english(spoken, msgid, msgstr):
    found = spoken(entry(msgid, msgstr))
    assert found.sentences.ugettext(msgid) == msgid
    assert (found.translated, len(found.unfit)) == (0, 1)
    assert "stay English (lines 6)" in said_of_unfit(found)


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Hello, %(name)s", "Hallo"),  # a value may be left out
        ("%(share)d %% of all", "%(share)d %% von allen"),
        ("100 %", "100 Prozent"),  # said as it stands
        ("100 %", "zu 100 %"),
        ("{count} chosen", "gewählt: {count}"),
        ('No "%(word)s"', 'Kein "%(word)s"'),
        ("Read <a>this</a> and <b>that</b>", "Lies <b>das</b> und <a>dies</a>"),
    ],
)
def test_a_sentence_that_fits_is_said(spoken, msgid, msgstr):
    assert spoken(entry(msgid, msgstr)).sentences.ugettext(msgid) == msgstr


def test_a_sentence_that_lacks_a_form_stays_english(spoken):
    found = spoken('msgid "%(num)d card"\nmsgid_plural "%(num)d cards"\nmsgstr[0] "%(num)d Karte"\nmsgstr[1] ""\n')
    assert found.sentences.ungettext("%(num)d card", "%(num)d cards", 2) == "%(num)d cards"
    assert (found.translated, len(found.unfit)) == (0, 1)


def test_what_is_only_guessed_stays_english(spoken):
    found = spoken(f"#, fuzzy\n{entry('Sign in', 'Ausgang')}")
    assert found.sentences.ugettext("Sign in") == "Sign in"
    assert found.translated == 0


def test_of_many_that_do_not_fit_the_first_lines_are_named(spoken):
    found = spoken(*(entry(f"{number}: %(name)s", "%(no)s") for number in range(30)))
    assert len(found.unfit) == 30
    assert said_of_unfit(found).endswith(" …)")


def test_what_editors_write_before_a_file_is_no_part_of_it(tmp_path):
    path = tmp_path / "de.po"
    path.write_text(HEAD + entry("Sign in", "Anmelden"), encoding="utf-8-sig")
    assert read_language(path, GERMAN).translated == 1


@pytest.mark.parametrize(
    "content",
    [
        b"msgid no quotes",
        b'msgid "\xff\xfe"\nmsgstr ""\n',
        HEAD.replace("(n != 1)", "EXPRESSION").encode(),
        (HEAD.replace("utf-8", "CHARSET") + entry("Sign in", "Anmelden")).encode(),
        None,
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(tmp_path, content):
    path = tmp_path / "de.po"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LanguageFileError, match=r"de\.po cannot be read as a translation"):
        read_language(path, GERMAN)
