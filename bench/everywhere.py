"""(m) Every other page over 50,000 questions: an instructor's, and those of a student who met a thousand cards."""

from __future__ import annotations

import functools
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import event

from bench.data import browser_of
from bench.search import LIMIT_MS, MANY, ROUNDS, make_client
from bench.table import print_row, spread, verdict
from bench.workbench import timed
from quizapp.accounts.models import Person, Role
from quizapp.accounts.services import Credentials, create_account, create_guest
from quizapp.bank.loading import load_sources
from quizapp.bank.models import Bank, Card, Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import PassageDraft, SourceDraft
from quizapp.memory.access import rules_of_app
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating
from quizapp.workbench.models import DuplicatePair

PEOPLE = 5_000
PAIRS = 1_000
"""Likely duplicates: as many as one search keeps."""
EACH = 80
"""The student met one of so many cards."""
INSTRUCTORS = (
    *(
        "/",
        "/banks",
        "/banks/generated",
        "/banks/generated/topics",
        "/banks/generated/heading",
        "/banks/generated/copy",
    ),
    *("/banks/generated/people", "/edit/sources", "/edit/sources/book", "/banks/generated/new/matching"),
    *("/questions/{id}", "/questions/{id}/edit", "/questions/{id}/touches", "/questions/{id}/versions/1"),
    *("/questions/waiting", "/reports", "/duplicates", "/conflicts", "/banks/upload", "/pictures", "/anki"),
    *("/coverage", "/coverage?bank=generated", "/timeline", "/timeline?page=30", "/sources", "/sources/book"),
    *("/actors", "/actors?actor=Badoba", "/practise", "/duplicates/{id}/{next}"),
)
ADMINS = ("/people", "/people?page=90", "/people?name=pupil+49", "/people/{id}")
STUDENTS = (
    *("/", "/practise", "/timeline", "/timeline?page=30", "/sources", "/sources/book", "/actors", "/attempts"),
    *("/review/", "/review/study", "/review/marked", "/review/backlog", "/tests", "/tests/new"),
    *("/progress", "/progress/forecast", "/progress/prediction"),
)


def main() -> None:
    """Print the slowest pages of each, and the others together."""
    with tempfile.TemporaryDirectory() as folder:
        client = make_client(Path(folder), MANY)
        with client.application.app_context():
            middle = sa.select(Question.id).join(Bank).where(Bank.key == "generated").offset(MANY // 2)
            question_id = db.session.scalars(middle.limit(1)).one()
            _describe_book()
            _note_pairs(question_id)
        paths = [path.format(id=question_id, next=question_id + 1) for path in INSTRUCTORS]
        _print_pages("an instructor's", client, paths)
        admin, pupil_id = _admin_of(client)
        _print_pages("an admin's", admin, [path.format(id=pupil_id) for path in ADMINS])
        _print_pages("a student's", _student_of(client), STUDENTS)


def _describe_book() -> None:
    passages = tuple(PassageDraft(f"p{number}", "What it is about") for number in range(1, 9))
    load_sources(db.session(), [SourceDraft("book", "A book", "", "", "", "", passages)], frozenset())
    db.session.commit()


def _note_pairs(first_id: int) -> None:
    said = {"likeness": 90.0, "found_at": utcnow()}
    ids = range(first_id, first_id + PAIRS)
    rows = [{"first_id": number, "second_id": number + 1, **said} for number in ids]
    db.session.execute(sa.insert(DuplicatePair), rows)
    db.session.commit()


def _admin_of(client: FlaskClient) -> tuple[FlaskClient, int]:
    """Return the browser of an admin of thousands of people, and the id of one of these."""
    app = client.application
    with app.app_context():
        said = {"role": Role.STUDENT, "session_stamp": "bench", "created_at": utcnow()}
        names = [f"Pupil {number}" for number in range(PEOPLE)]
        rows = [{"name": name, "sign_in_name": name.lower(), **said} for name in names]
        db.session.execute(sa.insert(Person), rows)
        admin = create_account(db.session(), Credentials("Ms Admin", "no password"), Role.INSTRUCTOR, now=utcnow())
        admin.is_admin = True
        db.session.commit()
        pupil_id = db.session.scalars(sa.select(Person.id).where(Person.name == names[-1])).one()
        browser = browser_of(app, admin)
    browsing = app.test_client()
    browsing.set_cookie("quizapp", browser.cookie, domain="localhost")
    return browsing, pupil_id


def _student_of(client: FlaskClient) -> FlaskClient:
    """Return the browser of a guest who rated every so manieth card."""
    app = client.application
    with app.app_context():
        guest = create_guest(db.session(), now=utcnow())
        cards = db.session.scalars(sa.select(Card.id).where(Card.id % EACH == 0)).all()
        learner = Learner(guest.id, rules_of_app(app))
        for number, card_id in enumerate(cards):
            rated = Event(f"bench-{number}", utcnow())
            record_review(db.session(), learner, card_id, Rating.GOOD, rated, now=utcnow())
        db.session.commit()
        browser = browser_of(app, guest)
    student = app.test_client()
    student.set_cookie("quizapp", browser.cookie, domain="localhost")
    return student


def _print_pages(whose: str, client: FlaskClient, paths: tuple[str, ...] | list[str]) -> None:
    found = sorted(_measured(client, paths), key=lambda row: -statistics.median(row[1]))
    for path, times, statements in found[:5]:
        print_row(
            f"(m) {whose} {path}",
            f"ms {spread(times)} {verdict(statistics.median(times), LIMIT_MS, at_least=False)}",
            f"statements {statements}",
        )
    if rest := [statistics.median(times) for _path, times, _statements in found[5:]]:
        print_row(f"(m) {whose} {len(rest)} other pages", f"ms {spread(rest)}")


def _measured(client: FlaskClient, paths: tuple[str, ...] | list[str]) -> Iterator[tuple[str, list[float], int]]:
    with client.application.app_context():
        engine = db.engine
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    for path in paths:
        client.get(path)
        event.listen(engine, "before_cursor_execute", note)
        client.get(path)
        event.remove(engine, "before_cursor_execute", note)
        yield path, [timed(functools.partial(client.get, path)) for _round in range(ROUNDS)], len(sent)
        sent.clear()


if __name__ == "__main__":
    main()
