"""Templates' gettext: the same sentences as Flask-Babel's, with one look-up of the catalogue a request."""

from __future__ import annotations

import dataclasses

import flask_babel
import pytest
from flask import g, render_template_string
from flask_babel import force_locale, lazy_gettext
from markupsafe import Markup

from quizapp.app import create_app
from quizapp.config import SettingsError
from quizapp.db import db
from quizapp.kinds.date import Date
from quizapp.kinds.true_false import TrueFalse
from quizapp.web.rendering import show_back, show_front
from quizapp.web.translation import Sentences, gettext


def test_a_template_gets_its_sentences_with_their_values(app):
    with app.test_request_context("/"):
        said = render_template_string(
            "{{ _('Hello, %(name)s', name='<b>') }} {{ ngettext('%(num)d card', '%(num)d cards', 2) }}"
        )
    assert said == "Hello, &lt;b&gt; 2 cards"


def test_large_numbers_have_the_separators_of_the_reader_s_language(app):
    text = "{{ ngettext('%(num)d card', '%(num)d cards', number) }} {{ _('%(all)d, %(id)s', all=number, id=number) }}"
    said = {}
    for language in ("en", "de"):
        with app.test_request_context("/"), force_locale(language):
            said[language] = [render_template_string(text, number=number) for number in (9_999, 12_345)]
    assert said["en"] == ["9999 cards 9999, 9999", "12,345 cards 12,345, 12345"]
    assert said["de"][1] == "12.345 cards 12.345, 12345"


def test_large_numbers_have_separators_in_sentences_of_python_code_too(app):
    with app.test_request_context("/"), force_locale("de"):
        said = flask_babel.ngettext("%(num)d card", "%(num)d cards", 12_345)
        assert (said, flask_babel.gettext("%(all)d, %(id)s", all=12_345, id=12_345)) == (
            "12.345 cards",
            "12.345, 12345",
        )
        assert flask_babel.gettext("100 %") == "100 %"
        assert str(flask_babel.lazy_gettext("%(all)d cards", all=9_999)) == "9999 cards"


def test_a_number_that_stands_alone_is_read_as_in_a_sentence(app):
    with app.test_request_context("/"):
        assert render_template_string("{{ 9999|number }} {{ 12345|number }}") == "9999 12,345"


def test_the_catalogue_is_looked_up_once_a_request(app):
    with app.test_request_context("/"):
        render_template_string("{{ _('one') }}")
        first = g.catalogue
        render_template_string("{{ _('two') }}")
        assert g.catalogue is first


def test_a_sentence_is_a_format_and_escaped_as_its_template_says(app):
    text = "{{ _('100 %% <b>') }} {{ _('of %(name)s', name='<i>') }} {% trans name='<i>' %}for {{ name }}{% endtrans %}"
    with app.test_request_context("/"):
        page = render_template_string(text)
        mail = render_template_string(f"{{% autoescape false %}}{text}{{% endautoescape %}}")
    assert page == "100 % <b> of &lt;i&gt; for &lt;i&gt;"
    assert mail == "100 % <b> of <i> for <i>"


def test_what_is_already_safe_or_no_plain_text_is_said_too(app):
    with app.test_request_context("/"):
        said = render_template_string("{{ _(safe) }} {{ _(later) }}", safe=Markup("<b>"), later=lazy_gettext("Later"))
        assert gettext("%(number)d of %(all)d", number=1, all=2) == "1 of 2"
        assert gettext("100 %") == "100 %"
    assert said == "<b> Later"


def _close(app):
    with app.app_context():
        db.engine.dispose()


def _speaking(settings, language, said=None):
    if said is not None:
        path = settings.data_dir / "languages" / f"{language}.po"
        path.parent.mkdir()
        path.write_text(said, encoding="utf-8")
    return create_app(dataclasses.replace(settings, language=language))


GERMAN = """msgid "True or false?"
msgstr "Stimmt das?"

msgid "True"
msgstr "Richtig"

msgid "Sign in"
msgstr "Anmelden"

msgid "Sign out"
msgstr "%(name)s geht"
"""


@pytest.mark.longer
def test_pages_are_in_the_language_of_the_installation(settings, caplog):
    app = _speaking(settings, "de", GERMAN)
    assert "1 that have other values, tags or" in caplog.text
    page = app.test_client().get("/sign-in").text
    assert '<html lang="de" dir="ltr">' in page
    assert ">Anmelden<" in page
    with app.test_request_context():
        stated = TrueFalse(stem="Wasser ist *nass*.", answer=True).cards()[0]
        assert (show_front(stated), show_back(stated)) == ("Stimmt das? Wasser ist *nass*.", "Richtig")
        assert show_back(Date(stem="Wann?", answer="2023-05").cards()[0]) == "Mai 2023"
    _close(app)


@pytest.mark.longer
def test_english_of_another_country_needs_no_file_and_is_named_as_browsers_name_it(settings):
    app = _speaking(settings, "en_GB")
    assert '<html lang="en-GB" dir="ltr">' in app.test_client().get("/sign-in").text
    _close(app)


@pytest.mark.longer
def test_a_language_that_is_read_from_the_right_has_its_pages_so(settings):
    app = _speaking(settings, "ar", GERMAN)
    assert '<html lang="ar" dir="rtl">' in app.test_client().get("/sign-in").text
    _close(app)


@pytest.mark.longer
@pytest.mark.parametrize(("said", "sentence"), [(None, "quizapp language hy"), ("msgid broken", "cannot be read")])
def test_a_language_without_a_file_that_can_be_read_stops_the_start(settings, said, sentence):
    with pytest.raises(SettingsError, match=sentence):
        _speaking(settings, "hy", said)


def test_outside_of_an_application_sentences_are_english():
    assert Sentences().gettext("Hello, %(name)s", name="Ani") == "Hello, Ani"


POLISH = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "{count} card"
msgid_plural "{count} cards"
msgstr[0] "jedna karta"
msgstr[1] "{count} karty"
msgstr[2] "{count} kart"
"""


@pytest.mark.longer
def test_scripts_get_a_sentence_in_all_forms_of_the_language_by_their_names(settings):
    text = "{{ in_each_form('{count} card', '{count} cards') }}|{{ in_each_form('{count} waits', '{count} waits') }}"
    app = _speaking(settings, "pl", POLISH)
    with app.test_request_context("/"):
        assert render_template_string(text) == "one|jedna karta|few|{count} karty|many|{count} kart|{count} waits"
    _close(app)


def test_scripts_get_a_sentence_in_both_forms_of_english(app):
    with app.test_request_context("/"):
        said = render_template_string("{{ in_each_form('{count} card', '{count} cards') }}")
    assert said == "one|{count} card|other|{count} cards"
