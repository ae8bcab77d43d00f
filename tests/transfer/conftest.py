"""A folder of one small bank, its sources and a quiz; edits of its files, and edits as the browser makes them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Role
from quizapp.bank.files import read_files
from quizapp.bank.models import Bank, Origin, Question
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt, Quiz, Slot
from quizapp.transfer.comparing import compare_files
from quizapp.transfer.loading import load_bank_file, load_read_files
from tests import practice
from tests.sessions import let_in

statements = practice.statements

QUESTIONS = Path(__file__).parents[2] / "questions"
HEAD = "# Ours.\nbank: sample\ntitle: A sample\ndescription: Mills.\nquestions:\n"
ITEM = """\
  - id: {key}  # kept
    kind: single_choice
    stem: Who brought the {key} mill?
    answer: Anna
    distractors: [Bert, {{text: Carl, feedback: He came later.}}]
    facets: [actor, event]
    topic: mills
    difficulty: 1
    standing: reported
    sources: [book#p1]
    explanation: Anna did, says the book of {key}.

"""
SOURCES = """\
# Of ours.
sources:
  - id: book
    title: The book of mills
    passages: [{id: p1, about: Mills}, {id: p2, about: Dykes}]
"""
QUIZ = "# mine\nquiz: round\ntitle: A round\nminutes: 5\nfeedback: at_end\ndraw:\n  - {count: 2}\n"


def bank_text(*keys, head=HEAD):
    return head + "".join(ITEM.format(key=key) for key in keys)


@pytest.fixture(scope="session", name="bank_text")
def _bank_text():
    return bank_text


@pytest.fixture
def folder(tmp_path):
    """A folder with a bank of three questions, a sources.yaml and a quiz."""
    folder = tmp_path / "files"
    (folder / "quizzes").mkdir(parents=True)
    (folder / "sample.yaml").write_text(bank_text("one", "two", "three"), "utf-8")
    (folder / "sources.yaml").write_text(SOURCES, "utf-8")
    (folder / "quizzes" / "round.yaml").write_text(QUIZ, "utf-8")
    return folder


@pytest.fixture
def questions_copy(tmp_path):
    """A folder of one's own with the shipped files."""
    folder = tmp_path / "questions"
    shutil.copytree(QUESTIONS, folder)
    return folder


@pytest.fixture
def change():
    """Return a function that changes a text in a file, which must be there."""

    def edit(file, old, new):
        text = file.read_bytes().decode()
        assert old in text
        file.write_bytes(text.replace(old, new, 1).encode())

    return edit


@pytest.fixture
def session(app):
    """A session outside of any application context, so that requests beside it have contexts of their own."""
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def load(session):
    """Return a function that loads a folder as commands do, and returns the report of its bank."""

    def load(folder, taken=None):
        read = read_files([folder])
        assert read.problems == []
        if taken is None:
            (report,) = load_read_files(session, read, now=utcnow())
        else:
            ((file, draft),) = read.banks
            report = load_bank_file(session, file, draft, taken, now=utcnow())
        session.commit()
        return report

    return load


@pytest.fixture
def stands(session):
    """Return a function that says how the parts of each file that differ stand: {(file's key, part): state}."""

    def compare(*folders):
        found = compare_files(session, read_files(folders))
        session.rollback()
        return {(one.key, part.key): part.state.value for one in found for part in one.differing}

    return compare


@pytest.fixture
def edit_here(session):
    """Return a function that saves an edit of a question as the browser does."""

    def edit(key, **changes):
        question = session.scalars(sa.select(Question).where(Question.key == key)).one()
        draft = replace(draft_of(key, question.current), **changes)
        add_version(session, question, draft, Authorship(Origin.BROWSER), now=utcnow())
        session.commit()

    return edit


@pytest.fixture
def says(session):
    """Return a function that reads what a question says now."""

    def current(key):
        session.expire_all()
        question = session.scalars(sa.select(Question).where(Question.key == key)).one()
        draft = draft_of(key, question.current)
        session.rollback()  # so that commands, which write, need not wait
        return draft

    return current


@pytest.fixture
def bank(session):
    return lambda: session.scalars(sa.select(Bank).where(Bank.key == "sample")).one()


@pytest.fixture
def browse(app, client, make_person):
    """Return a function that gives the browser of another person."""

    return lambda name, role=Role.INSTRUCTOR: let_in(app, app.test_client(), make_person(role, name))


@pytest.fixture
def instructor(browse):
    return browse("Ms Grigoryan")


@pytest.fixture
def answered(session, make_person):
    """Return a function that has a student answer a question as it stands, with its first option."""

    def answer(key):
        now, student = utcnow(), make_person()
        question = session.scalars(sa.select(Question).where(Question.key == key)).one()
        quiz = Quiz(fingerprint=f"{key} {student}", title="A quiz", selection={}, feedback="at_once", created_at=now)
        session.add(quiz)
        session.flush()
        opened = {"event_id": "event-begun", "quiz_id": quiz.id, "learner_id": student, "size": 1}
        attempt = Attempt(**opened, score=1.0, started_at=now, finished_at=now)
        session.add(attempt)
        session.flush()
        asked = {"attempt_id": attempt.id, "position": 1, "version_id": question.current.id, "arrangement": [[0, 1, 2]]}
        session.add(Slot(**asked, answers=["0"], score=1.0, answered_at=now))
        session.commit()
        return attempt.id

    return answer
