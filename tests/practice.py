"""What tests of practising share: a small bank, its cards, and a player who goes through quizzes as a browser does."""

from __future__ import annotations

import itertools
import re
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from quizapp.accounts.models import Person
from quizapp.bank.asked import asked_version
from quizapp.bank.loading import load_bank
from quizapp.bank.models import Bank, Card, Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.kinds import registry
from quizapp.memory.access import rules_of_app
from quizapp.memory.services import Event, Learner, record_review
from quizapp.quizzes.models import Attempt, Slot
from quizapp.scheduling.state import Rating
from tests.cluster import begins
from tests.sessions import let_in

REMARK = "a remark that stands only in feedback"
WHY = "an explanation that stands only in feedback"

CONTENTS = {
    "brokered": ("true_false", {"stem": "Russia brokered the cease-fire.", "answer": "yes", "feedback": REMARK}),
    "premier": (
        "single_choice",
        {
            "stem": "Who is the prime minister?",
            "answer": "Nikol Pashinyan",
            "distractors": [{"text": "Ararat Mirzoyan", "feedback": REMARK}, "Dmytro Kuleba", "Vladimir Putin"],
        },
    ),
    "offices": (
        "matching",
        {
            "stem": "Match each person to the office.",
            "pairs": [
                {"left": "Pashinyan", "right": "Prime minister"},
                {"left": "Kuleba", "right": "Foreign minister of Ukraine"},
                {"left": "Mirzoyan", "right": "Foreign minister of Armenia"},
                {"left": "Putin", "right": "President of Russia"},
            ],
        },
    ),
    "bodies": (
        "multiple_choice",
        {"stem": "Which two bodies?", "answers": ["CSTO", "EAEU"], "distractors": ["NATO", "OPEC"]},
    ),
    "surname": ("short_answer", {"stem": "What is the surname of the premier?", "answers": ["Pashinyan"]}),
    "wars": ("ordering", {"stem": "Order the wars.", "items": ["first", "second", "third", "fourth"]}),
    "deaths": ("numeric", {"stem": "How many died?", "answer": "30000", "tolerance": "5000"}),
    "csto": (
        "flashcard",
        {"front": "CSTO", "back": "Collective Security Treaty Organization", "reverse": "yes", "typed": "yes"},
    ),
}


def draft(key, kind, content, topic="alliance"):
    return QuestionDraft(
        key=key,
        kind=kind,
        content=registry.load(kind, content),
        topic=topic,
        facets=("actor",),
        level=1,
        standing="reported",
        sources=("ally-2023#p1",),
        explanation=WHY,
    )


def bank_of(questions, key="small", title="A small bank"):
    return BankDraft(key=key, title=title, language="en", description="", questions=tuple(questions))


def many_questions(count, start=0):
    """Return true-or-false questions, each of a topic shared by every fifth."""
    return [
        draft(f"fact-{number}", "true_false", {"stem": f"Fact {number} holds.", "answer": "yes"}, f"topic-{number % 5}")
        for number in range(start, start + count)
    ]


@pytest.fixture
def load(app):
    """Load drafts of questions as a bank."""

    def load(questions, key="small", title="A small bank"):
        with app.app_context():
            load_bank(db.session(), bank_of(questions, key, title), now=utcnow())
            db.session.commit()

    return load


def small_bank_drafts():
    return [draft(key, kind, content, topic=f"about-{key}") for key, (kind, content) in CONTENTS.items()]


_loaded: dict[str, bytes] = {}


@pytest.fixture
def small_bank(app, load):
    """Load one question of many kinds, each with a topic of its own; into an empty database as it was loaded once."""
    with app.app_context():
        empty = db.engine.dialect.name == "sqlite" and not any(
            db.session.scalar(sa.select(sa.exists().select_from(table))) for table in (Person, Bank)
        )
        file = Path(db.engine.url.database) if empty else None
        db.session.rollback()
    if not empty:
        load(small_bank_drafts())
        return
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if "small" not in _loaded:
        load(small_bank_drafts())
        with app.app_context():
            db.session.remove()
            db.engine.dispose()  # the last connection that closes brings the log into the file
        _loaded["small"] = file.read_bytes()
    else:
        file.write_bytes(_loaded["small"])


@pytest.fixture
def cards_of(app, small_bank):
    """Return the ids of a question's cards, in their order."""

    def cards_of(key):
        with app.app_context():
            statement = sa.select(Card.id).join(Question).where(Question.key == key).order_by(Card.position)
            return list(db.session.scalars(statement))

    return cards_of


@pytest.fixture
def browse(app, make_person):
    """Return a browser of a person, or of a new student."""

    def browse(person_id=None):
        person_id = person_id or make_person()
        app.config["WTF_CSRF_ENABLED"] = False
        return let_in(app, app.test_client(), person_id)

    return browse


_numbers = itertools.count(1)


def new_event():
    return f"event-{next(_numbers):08}"


class Player:
    """Goes through quizzes in one browser; answers are in canonical terms, as the bank holds them."""

    def __init__(self, app, client):
        self.app, self.client = app, client

    def start(self, feedback="at_once", event_id=None, **choice):
        """Start a quiz and return the id of its attempt."""
        data = {"size": "50", "feedback": feedback, "event_id": event_id or new_event()} | choice
        reply = self.client.post("/practise", data=data)
        assert reply.status_code == 302, reply.text
        return attempt_in(reply.location)

    def place(self, attempt_id, key):
        """Return where in an attempt a question stands."""
        with self.app.app_context():
            slots = db.session.scalars(sa.select(Slot).where(Slot.attempt_id == attempt_id)).all()
            places = {asked_version(db.session(), slot.version_id).key: slot.position for slot in slots}
            db.session.rollback()
        return places[key]

    def path(self, attempt_id, key):
        return f"/attempts/{attempt_id}/questions/{self.place(attempt_id, key)}"

    def fields(self, attempt_id, key, answers=None):
        """Return the form's fields for answers; without any, for the right ones."""
        slot = self.slot(attempt_id, key)
        with self.app.app_context():
            content = asked_version(db.session(), slot.version_id).content
            arrangement = tuple(tuple(order) for order in slot.arrangement)
            given = content.prompt(arrangement, content.key() if answers is None else answers).given
            db.session.rollback()
        if content.kind in {"ordering", "matching"}:
            return {f"answer-{row}": value for row, value in enumerate(given)}
        if content.kind == "flashcard":
            return {"rating": given[0], "answer": given[1]} if given else {}
        return {"answer": list(given)}

    def answer(self, attempt_id, key, answers=None, event_id=None, **more):
        """Send an answer as the page's form does."""
        fields = self.fields(attempt_id, key, answers) | {"event_id": event_id or new_event()}
        return self.client.post(self.path(attempt_id, key), data=fields, **more)

    def finish(self, attempt_id):
        return self.client.post(f"/attempts/{attempt_id}/finish")

    def page(self, attempt_id, key):
        return self.client.get(self.path(attempt_id, key)).text

    def slot(self, attempt_id, key):
        place = self.place(attempt_id, key)
        with self.app.app_context():
            where = (Slot.attempt_id == attempt_id, Slot.position == place)
            slot = db.session.scalars(sa.select(Slot).where(*where)).one()
            db.session.expunge(slot)
            db.session.rollback()
        return slot

    def attempt(self, attempt_id):
        with self.app.app_context():
            attempt = db.session.get_one(Attempt, attempt_id)
            db.session.expunge(attempt)
            db.session.rollback()
        return attempt


def attempt_in(location):
    return int(re.search(r"/attempts/(\d+)", location)[1])


@pytest.fixture
def player(app, small_bank, browse):
    """A student who practises the small bank."""
    return Player(app, browse())


@pytest.fixture
def rate(app):
    """Record a rating of somebody's card, now or at a moment."""

    def rate(person_id, card_id, rating, at=None, duration_ms=None):
        moment = at or utcnow()
        with app.app_context():
            learner = Learner(person_id, rules_of_app(app))
            event = Event(new_event(), moment, duration_ms)
            record_review(db.session(), learner, card_id, Rating(rating), event, now=moment)
            db.session.commit()

    return rate


@pytest.fixture
def stored(app):
    """Read columns of a table's rows, in the order of their first ones."""

    def stored(table, *columns):
        with app.app_context():
            found = db.metadata.tables[table]
            rows = db.session.execute(sa.select(*[found.c[name] for name in columns or found.c.keys()])).all()
            db.session.rollback()
        return sorted((tuple(row) for row in rows), key=lambda row: [str(value).zfill(9) for value in row[:3]])

    return stored


@pytest.fixture
def statements(app):
    """Count the statements that requests send to the database."""

    @contextmanager
    def counting():
        sent = []

        def note(_connection, _cursor, statement, *_rest):
            if not begins(statement):
                sent.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting
