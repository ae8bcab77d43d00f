"""A bank with dates, events and actors of its own, its source, a student who practises it, and an instructor."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.loading import load_bank, load_sources
from quizapp.bank.models import Card, Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import PassageDraft, SourceDraft
from tests import practice as shared

browse, statements = shared.browse, shared.statements

SOURCES = (
    SourceDraft(
        key="chronicle",
        title="A chronicle of the valley",
        author="A. Scribe",
        kind="chronicle",
        written="1952-03",
        note="Kept in the town hall.",
        passages=tuple(
            PassageDraft(f"p{number}", about)
            for number, about in enumerate(("The mill", "The flood", "The bridge", "The fair"), start=1)
        ),
    ),
    SourceDraft("letters", "Letters home", "", "", "", "", (PassageDraft("p1", "The journey"),)),
)


def draft(key, kind, content, **fields):
    """Return a question with a topic of its own; fields are those that the pages read."""
    common = {"sources": ("chronicle#p1",), "explanation": f"Why of {key}."} | fields
    return replace(shared.draft(key, kind, content, topic=f"about-{key}"), **common)


def typed(key, answer, **fields):
    return draft(key, "short_answer", {"stem": f"Stem of {key}?", "answers": [answer]}, **fields)


MILL, FLOOD = "The mill is built.", "The flood takes the bridge."

QUESTIONS = (
    typed("mill", "Miller Jane", actors=("Jane Miller", "The council"), when="190X", event=MILL),
    typed("flood", "bridge-key", actors=("The river",), when="1931", event=FLOOD, sources=("chronicle#p2",)),
    typed("flood-rescue", "ferryman-key", actors=("Old Tom",), when="1931-04", event=FLOOD, sources=("chronicle#p2",)),
    draft(
        "flood-day",
        "date",
        {"stem": "On which day did the flood come?", "answer": "1931-04-17"},
        event=FLOOD,
        actors=("The river",),
        sources=("chronicle#p2", "chronicle#p3"),
    ),
    draft("bridge-date", "date", {"stem": "When was the new bridge opened?", "answer": "1936-09"}, actors=("Mayor",)),
    draft(
        "who-is-who",
        "matching",
        {"stem": "Match.", "pairs": [{"left": "Tom", "right": "ferry"}, {"left": "Jane", "right": "wheel"}]},
        actors=("Old Tom", "Jane Miller"),
        when="1936",
        event="The fair returns.",
    ),
    typed("undated", "undated-key", actors=("Nobody known",)),
)


@pytest.fixture(scope="session", name="draft")
def _draft():
    return draft


@pytest.fixture
def load(app):
    """Load drafts of questions as a bank, with the sources."""

    def load(questions=QUESTIONS, key="valley"):
        with app.app_context():
            load_sources(db.session(), SOURCES)
            load_bank(db.session(), shared.bank_of(questions, key, f"The {key}"), now=utcnow())
            db.session.commit()

    return load


@pytest.fixture
def valley(load):
    load()


@pytest.fixture
def ids(app, valley):
    """Return the id of each question, by its key."""
    with app.app_context():
        return dict(db.session.execute(sa.select(Question.key, Question.id)).all())


@pytest.fixture
def cards_of(app, valley):
    """Return the ids of a question's cards, in their order."""

    def cards_of(key):
        with app.app_context():
            statement = sa.select(Card.id).join(Question).where(Question.key == key).order_by(Card.position)
            return list(db.session.scalars(statement))

    return cards_of


@pytest.fixture
def student(app, valley, browse):
    """A student's browser that can start quizzes and answer them."""
    return shared.Player(app, browse())


@pytest.fixture
def instructor(valley, browse, make_person):
    return browse(make_person(Role.INSTRUCTOR, "Ms Grigoryan"))


@pytest.fixture
def meet(student, cards_of):
    """Let the student rate a question's flashcards, or the one at a place."""

    def meet(key, place=None):
        cards = cards_of(key)
        for card in cards if place is None else [cards[place]]:
            fields = {"rating": "1", "event_id": shared.new_event()}
            assert student.client.post(f"/review/cards/{card}", data=fields).status_code == 302

    return meet
