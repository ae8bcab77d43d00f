"""The data that the benchmarks run on, and requests that are as a browser would send them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask
from flask import session as cookie
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import object_session

from bench import bare
from quizapp.accounts.models import Person, Role
from quizapp.accounts.services import create_guest
from quizapp.accounts.sign_ins import Device, Life, begin_sign_in
from quizapp.accounts.visitor import visitor_of
from quizapp.app import create_app
from quizapp.bank.asked import asked_version
from quizapp.bank.models import Card
from quizapp.clock import utcnow
from quizapp.config import read_settings
from quizapp.db import db
from quizapp.kinds.base import Content
from quizapp.ops.setup import load_shipped_banks, migrate_schema
from quizapp.quizzes import queries
from quizapp.quizzes.models import Feedback, Slot
from quizapp.quizzes.selection import Selection
from quizapp.quizzes.services import Practice, start_attempt

CONNECTIONS = 32
NAMED_FIELDS = {"date": ("answer-year", "answer-month", "answer-day")}
LISTED = {"ordering", "matching", "categorize", "cloze"}


def make_app(data_dir: Path, database: str = "") -> Flask:
    """Return the application on a fresh data directory, banks loaded and the bare contestant's tables made.

    Without a database's address it is a file of SQLite in there.
    """
    environ = {"QUIZAPP_DATA": str(data_dir), "QUIZAPP_TIMEZONE": "UTC", "QUIZAPP_RATE_LIMITS": "0"}
    environ["QUIZAPP_DATABASE_URL"] = database
    settings = read_settings(environ)
    migrate_schema(settings)
    bare.fill(settings.database_url)
    app = create_app(settings)
    load_shipped_banks(app)
    return app


@dataclass(frozen=True, slots=True)
class Browser:
    """A learner's browser: its cookie, and the CSRF token of its pages."""

    person_id: int
    cookie: str
    token: str

    def post(self, path: str, fields: dict[str, object]) -> str:
        """Return a POST request as it goes over the wire."""
        body = urlencode(fields | {"csrf_token": self.token}, doseq=True)
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: quizapp={self.cookie}\r\n"
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        return f"{head}{kind}Content-Length: {len(body)}\r\n\r\n{body}"

    def get(self, path: str) -> str:
        """Return a GET request as it goes over the wire."""
        return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: quizapp={self.cookie}\r\n\r\n"


def make_browsers(app: Flask, count: int) -> list[Browser]:
    """Make guests, and browsers that are signed in as them."""
    with app.app_context():
        guests = [create_guest(db.session(), now=utcnow()) for _ in range(count)]
        db.session.commit()
    return [browser_of(app, guest) for guest in guests]


def browser_of(app: Flask, person: Person) -> Browser:
    """Return a browser that is signed in as somebody."""
    with app.test_request_context():
        token = generate_csrf()
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        kept = {"_user_id": _token_of(person), "_fresh": True, "_permanent": True} | dict(cookie)
        return Browser(person.id, serializer.dumps(kept), token)


def _token_of(person: Person) -> str:
    if person.role == Role.GUEST:
        return visitor_of(person).get_id()
    life = Life(timedelta(days=30), timedelta(days=7))
    session = object_session(person) or db.session()  # the one that may hold the gate by now
    token = begin_sign_in(session, person, Device("", ""), life, now=utcnow())
    session.commit()
    return token


def answer_requests(app: Flask, browser: Browser, count: int, size: int = 50) -> list[str]:
    """Open attempts and return requests that answer their questions rightly, all kinds but self-rated ones."""
    rng = Random(browser.person_id)
    requests: list[str] = []
    kinds = ("single_choice", "multiple_choice", "true_false", "short_answer", "numeric", "date", *sorted(LISTED))
    practice = Practice("bench", Selection(kinds=kinds, size=size), Feedback.AT_ONCE)
    with app.app_context():
        while len(requests) < count:
            event = f"bench-{browser.person_id}-{len(requests)}"
            attempt = start_attempt(db.session(), browser.person_id, practice, event_id=event, rng=rng, now=utcnow())
            for slot in queries.slots_of_attempt(db.session(), attempt.id):
                path = f"/attempts/{attempt.id}/questions/{slot.position}"
                fields = right_fields(asked_version(db.session(), slot.version_id).content, slot)
                requests.append(browser.post(path, fields | {"event_id": f"{event}-{slot.position}"}))
        db.session.commit()
    return requests[:count]


def right_fields(content: Content, slot: Slot) -> dict[str, object]:
    """Return the form fields of a right answer."""
    given = content.prompt(tuple(map(tuple, slot.arrangement)), content.key()).given
    if content.kind in LISTED:
        return {f"answer-{row}": value for row, value in enumerate(given)}
    if content.kind in NAMED_FIELDS:
        return dict(zip(NAMED_FIELDS[content.kind], given, strict=True))
    return {"answer": list(given)}


def rating_requests(app: Flask, browser: Browser, count: int) -> list[str]:
    """Return requests that rate cards, over and over."""
    with app.app_context():
        cards = list(db.session.scalars(sa.select(Card.id)))
    rng = Random(browser.person_id)
    return [
        browser.post(
            f"/review/cards/{rng.choice(cards)}",
            {"event_id": f"rate-{browser.person_id}-{number}", "rating": rng.choice("1334"), "duration_ms": 4200},
        )
        for number in range(count)
    ]


def bare_requests(connection: int, count: int) -> list[str]:
    """Return requests for the bare contestant's write."""
    rng = Random(connection)
    requests = []
    for _ in range(count):
        body = f"row={rng.randrange(bare.ROWS)}"
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        requests.append(f"POST /write HTTP/1.1\r\nHost: localhost\r\n{kind}Content-Length: {len(body)}\r\n\r\n{body}")
    return requests
