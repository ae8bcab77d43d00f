"""(q) What a class remembers: each page of its insight, in processor time.

40 students have met 2,000 cards each, rated 240,000 of them in a term, and answered 500 questions each in quizzes.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bench.data import browser_of, make_app, make_browsers
from bench.sized import add_deck, add_memories, add_reviews, filling
from bench.table import print_row, spread, verdict
from quizapp.accounts.models import Role
from quizapp.accounts.services import Credentials, create_account
from quizapp.bank.models import Card
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app

STUDENTS, CARDS, REVIEWS, ROUNDS, LIMIT_MS = 40, 2_000, 240_000, 9, 150
ATTEMPTS, SIZE = 25, 20
"""How many quizzes each student has finished, and of how many questions."""
_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)"
_QUIZZES = (
    """INSERT INTO quizzes (fingerprint, title, selection, feedback, created_at)
        VALUES ('bench', 'Bench', '{}', 'at_end', '2026-01-01 00:00:00.000000')""",
    f"""INSERT INTO attempts (event_id, quiz_id, learner_id, size, dropped, score, started_at, finished_at)
        {_NUMBERS} SELECT 'bench-' || n, (SELECT max(id) FROM quizzes), :learner + n / {ATTEMPTS}, {SIZE}, 0, 10,
        '2026-01-01 00:00:00.000000', '2026-01-01 00:10:00.000000' FROM numbers""",
    f"""INSERT INTO slots (attempt_id, position, version_id, arrangement, answers, score, answered_at, dropped)
        SELECT a.id, q.place, q.id, '[]', CASE WHEN (a.id + q.id) % 3 THEN '["0"]' ELSE '["1"]' END,
            (a.id + q.id) % 3 > 0, a.finished_at, 0
        FROM attempts a JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM question_versions
            WHERE kind = 'single_choice') q ON q.place BETWEEN a.id % 10 + 1 AND a.id % 10 + {SIZE}
        WHERE a.event_id LIKE 'bench-%'""",
)
PAGES = {
    "at a glance": "insight",
    "topics and students": "insight/topics",
    "forecast and calibration": "insight/forecast",
    "one student": "insight/students/{student}",
    "wrong ideas": "insight/wrong-ideas",
    "time on task": "insight/time",
    "choosing a warm-up": "insight/warm-up",
}


def main() -> None:
    """Print a row for each page, and one for how classes know a bank."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        people = [browser.person_id for browser in make_browsers(app, STUDENTS)]
        fill(app, people)
        client, class_id = _teacher_of(app, people)
        for name, path in PAGES.items():
            _measure(app, client, name, f"/classes/{class_id}/{path.format(student=people[0])}")
        _measure(app, client, "how classes know a bank", "/banks/sized/classes")


def fill(app: Flask, people: Sequence[int]) -> None:
    """Let everybody have met every card of a deck, with a term's reviews in the log."""
    now = utcnow()
    today = rules_of_app(app).day(now)
    with filling(app) as connection:
        add_deck(connection, CARDS)
        for person in people:
            add_memories(connection, person, CARDS, today)
        add_reviews(connection, REVIEWS, range(people[0], people[-1] + 1), CARDS, 90, int(now.timestamp()))
        for statement in _QUIZZES:
            connection.execute(statement, {"learner": people[0], "last": len(people) * ATTEMPTS - 1})
    with app.app_context():
        newest = db.session.scalar(sa.select(sa.func.max(Card.id))) or 0
        db.session.rollback()
    if newest < CARDS:
        raise RuntimeError("The deck was not made.")


def _teacher_of(app: Flask, people: Sequence[int]) -> tuple[FlaskClient, int]:
    """Return the browser of a teacher, and their class of some people."""
    now = utcnow()
    with app.app_context():
        session = db.session()
        teacher = create_account(session, Credentials("Ms Bench", "no password"), Role.INSTRUCTOR, now=now)
        made = create_class(session, teacher.id, ClassSettings("10 b", "UTC", lesson_days=(0, 2)), now=now)
        for number, person in enumerate(people):
            enrol_student(session, made, person, f"Student {number}", now=now)
        session.commit()
        class_id = made.id
        session.refresh(teacher)
        session.expunge(teacher)
    client = app.test_client()
    client.set_cookie("quizapp", browser_of(app, teacher).cookie, domain="localhost")
    return client, class_id


def _measure(app: Flask, client: FlaskClient, name: str, path: str) -> None:
    sent: list[str] = []
    with app.app_context():
        engine = db.engine
    client.get(path)
    listen = ("before_cursor_execute", lambda _c, _cursor, statement, *_rest: sent.append(statement))
    event.listen(engine, *listen)
    page = client.get(path)
    event.remove(engine, *listen)
    if page.status_code != 200:
        raise RuntimeError(f"{path}: {page.status_code}")
    took = [_timed(client, path) for _round in range(ROUNDS)]
    print_row(
        f"(q) a class of {STUDENTS} × {CARDS:,}: {name}",
        f"{spread(took, 0)} ms",
        verdict(statistics.median(took), LIMIT_MS, at_least=False),
        f"{len(sent)} statements, {len(page.data) // 1024} kB",
    )


def _timed(client: FlaskClient, path: str) -> float:
    begun = time.process_time()
    client.get(path)
    return 1_000 * (time.process_time() - begun)


if __name__ == "__main__":
    main()
