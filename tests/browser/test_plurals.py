"""Sentences with a number that scripts say, in a language that has other forms for 2 to 4 and for 5."""

from __future__ import annotations

import dataclasses

import pytest
from playwright.sync_api import Page, expect

from quizapp.app import create_app
from quizapp.db import db

pytestmark = [pytest.mark.browser, pytest.mark.slow]
POLISH = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "%(num)d question is not answered."
msgid_plural "%(num)d questions are not answered."
msgstr[0] "Brak odpowiedzi na %(num)d pytanie."
msgstr[1] "Brak odpowiedzi na %(num)d pytania."
msgstr[2] "Brak odpowiedzi na %(num)d pytań."

msgid "{count} question is not answered."
msgid_plural "{count} questions are not answered."
msgstr[0] "Brak odpowiedzi na {count} pytanie."
msgstr[1] "Brak odpowiedzi na {count} pytania."
msgstr[2] "Brak odpowiedzi na {count} pytań."
"""


@pytest.fixture
def app(settings, load_banks):
    path = settings.data_dir / "languages" / "pl.po"
    path.parent.mkdir()
    path.write_text(POLISH, encoding="utf-8")
    app = create_app(dataclasses.replace(settings, language="pl"))
    app.config["TESTING"] = True
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_number_that_changes_has_the_form_of_its_sentence_that_the_language_has_for_it(site, page: Page):
    page.goto(f"{site}/practise")
    page.locator("details > summary").click()
    page.locator("input[name=kinds][value=true_false]").check()
    page.locator("#size").fill("5")
    page.locator("input[value=at_end]").check()
    page.get_by_role("button", name="Start the quiz").click()
    page.get_by_role("link", name="5", exact=False).last.click()
    said = page.locator("#unanswered")
    expect(said).to_have_text("Brak odpowiedzi na 5 pytań.")
    page.locator("input[name=answer]").first.check()
    expect(said).to_have_text("Brak odpowiedzi na 4 pytania.")
