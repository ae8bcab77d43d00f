"""Drafts of every kind, an instructor's browser, the shipped banks, and a count of statements."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.files import read_files
from quizapp.bank.loading import load_bank
from quizapp.bank.models import Question
from quizapp.bank.versions import draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.kinds import registry
from tests import practice
from tests.kinds.samples import SAMPLES
from tests.sessions import let_in

TESTS = Path(__file__).parents[1]
QUESTIONS = TESTS.parent / "questions"

statements = practice.statements


def pytest_generate_tests(metafunc):
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", list(SAMPLES))


@pytest.fixture(scope="session")
def samples():
    """Raw content of every kind, as a bank file gives it."""
    return SAMPLES


def make_draft(kind="true_false", key=None, raw=None, **changes):
    """Return a sound draft of a kind; changes are its common fields."""
    draft = QuestionDraft(
        key=key or kind.replace("_", "-"),
        kind=kind,
        content=registry.load(kind, raw or SAMPLES[kind]),
        topic="rift",
        facets=("event", "claim"),
        level=2,
        standing="attributed",
        sources=("ally-2023#p1", "ally-2023#p2"),
        explanation="Because *it* is so.",
        teacher_note="Mind the date.",
        actors=("Russia", "Nikol Pashinyan"),
        when="192X",
        event="They met.",
        allow={"no-task": "The task is clear: so it is."},
    )
    return replace(draft, **changes)


@pytest.fixture(scope="session", name="make_draft")
def _make_draft():
    return make_draft


def make_bank(*questions, key="sample"):
    return BankDraft(key=key, title=f"The {key} bank", language="en", description="", questions=questions)


@pytest.fixture(scope="session", name="make_bank")
def _make_bank():
    return make_bank


@pytest.fixture
def load(session):
    """Load a bank draft as `quizapp bank load` does, and return the report."""

    def load(draft):
        report = load_bank(session, draft, now=utcnow())
        session.commit()
        return report

    return load


@pytest.fixture(scope="session")
def shipped():
    """What stands in questions/."""
    return read_files([QUESTIONS])


@pytest.fixture
def questions_copy(tmp_path):
    """A folder of one's own with the shipped files."""
    folder = tmp_path / "questions"
    shutil.copytree(QUESTIONS, folder)
    return folder


@pytest.fixture
def instructor_id(make_person):
    return make_person(Role.INSTRUCTOR, "Ms Grigoryan")


@pytest.fixture
def instructor(app, client, instructor_id):
    """A browser with an instructor's session."""
    return let_in(app, client, instructor_id)


@pytest.fixture
def all_kinds(app):
    """Load a bank "sample" with a question of every kind; return their ids by kind."""
    with app.app_context():
        load_bank(db.session(), make_bank(*[make_draft(kind) for kind in SAMPLES]), now=utcnow())
        db.session.commit()
        rows = db.session.execute(db.text("SELECT key, id FROM questions")).all()
    return {key.replace("-", "_"): number for key, number in rows}


@pytest.fixture
def load_one(app):
    """Load a bank "sample" with one question, "one"; return its id."""
    with app.app_context():
        load_bank(db.session(), make_bank(make_draft(key="one")), now=utcnow())
        db.session.commit()
        return db.session.execute(db.text("SELECT id FROM questions")).scalar_one()


@pytest.fixture
def browse(app, make_person):
    """Return a function that gives the browser of another instructor."""

    return lambda name, role=Role.INSTRUCTOR: let_in(app, app.test_client(), make_person(role, name))


@pytest.fixture
def stored(app):
    """Return a function that counts the rows of a model."""

    def count(model):
        with app.app_context():
            return db.session().scalar(sa.select(sa.func.count()).select_from(model))

    return count


@pytest.fixture
def now_is(app):
    """Return a function that reads what a question says now."""

    def current(question_id):
        with app.app_context():
            question = db.session().get_one(Question, question_id)
            return draft_of(question.key, question.current)

    return current
