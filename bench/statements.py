"""(d) SQL statements per request: the same with few and with many cards, questions and attempts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from bench.data import Browser, answer_requests, make_app, make_browsers, rating_requests
from bench.table import print_row
from quizapp.accounts.models import Person
from quizapp.db import db

FEW, MANY = 30, 400


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that the application sends."""
    statements: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", keep)


def statements_of(app: Flask, browser: Browser, path: str) -> int:
    """Return how many statements a page takes the second time it is asked for."""
    client = app.test_client()
    client.set_cookie("quizapp", browser.cookie, domain="localhost")
    client.get(path)
    with counted(app) as statements:
        response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return len(statements)


def send(app: Flask, browser: Browser, requests: list[str]) -> None:
    """Send prepared requests to the application in this process."""
    client = app.test_client()
    client.set_cookie("quizapp", browser.cookie, domain="localhost")
    for request in requests:
        head, body = request.split("\r\n\r\n", 1)
        client.post(head.split(" ", 2)[1], data=body, content_type="application/x-www-form-urlencoded")


def main() -> None:
    """Print a row for each page."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        few, many = make_browsers(app, 2)
        _allow_many(app)
        send(app, few, answer_requests(app, few, FEW) + rating_requests(app, few, 1))
        send(app, many, answer_requests(app, many, MANY) + rating_requests(app, many, MANY))
        for name, path in (("home", "/"), ("review", "/review/")):
            _print(name, statements_of(app, few, path), statements_of(app, many, path))
        # A question with a typed answer asks for the bank's names too, so the costliest of each attempt are compared.
        costs = [
            max(statements_of(app, who, f"/attempts/{attempt}/questions/{place}") for place in range(1, FEW + 1))
            for who, attempt in ((few, 1), (many, 2))
        ]
        _print("question", *costs)


def _allow_many(app: Flask) -> None:
    """Let everybody begin so many cards a day that some are left: the end of a day is another page."""
    with app.app_context():
        db.session.execute(sa.update(Person).values(new_per_day=999, reviews_per_day=9_999))
        db.session.commit()


def _print(name: str, few: int, many: int) -> None:
    said = "does not grow" if many <= few else "GROWS"
    print_row(f"(d) statements, {name} page", f"{FEW} answers: {few}", f"{MANY} answers and ratings: {many}", said)


if __name__ == "__main__":
    main()
