"""The bank's fixtures, and the editor's form as a browser has it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.accounts.models import Role
from quizapp.app import create_app
from quizapp.db import db
from tests import practice
from tests.bank import conftest as bank
from tests.studio import page_forms as page_forms_module

GERMAN = """
msgid "Version %(number)d restored"
msgstr "Version %(number)d wiederhergestellt"

msgid "“%(answer)s” is accepted, too."
msgstr "„%(answer)s“ gilt auch."
"""

pytest_generate_tests = bank.pytest_generate_tests
samples = bank.samples
_make_draft = bank._make_draft
_make_bank = bank._make_bank
load = bank.load
instructor_id = bank.instructor_id
instructor = bank.instructor
all_kinds = bank.all_kinds
statements = bank.statements
load_one = bank.load_one
browse = bank.browse
stored = bank.stored
now_is = bank.now_is


@pytest.fixture(scope="session")
def page_forms():
    return page_forms_module


@pytest.fixture
def single(all_kinds):
    return f"/questions/{all_kinds['single_choice']}"


@pytest.fixture
def fields_at(page_forms):
    """Return a function that opens an editor and reads its fields, as this browser has them."""
    return lambda client, address: page_forms.fields_of(client.get(address).text)


@pytest.fixture
def student(app, all_kinds, browse):
    """Return a student who takes quizzes, in a browser of their own."""
    return practice.Player(app, browse("Ani", Role.STUDENT))


@pytest.fixture
def save(instructor, fields_at, single):
    """Save the single choice question with some fields changed, as an instructor does, and return the reply."""

    def save(**changes):
        fields = fields_at(instructor, f"{single}/edit")
        return instructor.post(f"{single}/edit", data=fields | {"save": "1"} | changes)

    return save


@pytest.fixture
def correct(save):
    """Make the first distractor the key."""
    return lambda: save(
        **{"answer-text": "Ararat Mirzoyan", "distractors-0-text": "Nikol Pashinyan", "note": "The key."}
    )


@pytest.fixture
def answered(student):
    """Answer the single choice question in a quiz that is finished then, and return its attempt."""

    def answered(answers=("1",)):
        attempt = student.start(kinds="single_choice")
        student.answer(attempt, "single-choice", answers)
        student.finish(attempt)
        return attempt

    return answered


@pytest.fixture
def in_german(settings, instructor, instructor_id, sign_in):
    """Return the instructor in a browser of the same data in German, of which a few sentences are translated."""
    path = settings.data_dir / "languages" / "de.po"
    path.parent.mkdir()
    path.write_text(GERMAN, encoding="utf-8")
    german = create_app(replace(settings, language="de"))
    yield sign_in(german.test_client(), instructor_id)
    with german.app_context():
        db.engine.dispose()
