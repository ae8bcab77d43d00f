"""Fixtures of browser tests: a server in this process, whose clock a test can move, and answers looked up in its database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.db import db
from quizapp.quizzes.models import Slot

LISTED = {"ordering", "matching", "categorize", "cloze"}


@pytest.fixture
def site(app: Flask, load_banks) -> Iterator[str]:
    """Serve the application from this process, so that time-machine moves its clock too; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def asked(app: Flask) -> Callable[[Page], tuple[AskedVersion, tuple[str, ...]]]:
    """Look up what the question on the page is, and the field values that answer it rightly."""

    def look_up(page: Page) -> tuple[AskedVersion, tuple[str, ...]]:
        _, attempt_id, _, position = page.url.split("#")[0].rsplit("/", 3)
        with app.app_context():
            where = (Slot.attempt_id == int(attempt_id), Slot.position == int(position))
            slot = db.session.scalars(sa.select(Slot).where(*where)).one()
            version = asked_version(db.session(), slot.version_id)
            arrangement = tuple(tuple(order) for order in slot.arrangement)
            given = version.content.prompt(arrangement, version.content.key()).given
            db.session.rollback()
        return version, given

    return look_up


@pytest.fixture
def fill_in() -> Callable[[Page, str, tuple[str, ...]], None]:
    """Fill a question's form with field values, as a person would."""

    def fill(page: Page, kind: str, given: tuple[str, ...]) -> None:
        if kind in {"single_choice", "multiple_choice", "true_false"}:
            for value in given:
                page.locator(f"input[name=answer][value='{value}']").check()
        elif kind == "date":
            year, month, day = given
            page.locator("[name=answer-year]").fill(year)
            page.locator("[name=answer-month]").select_option(month.lstrip("0"))
            page.locator("[name=answer-day]").fill(day)
        elif kind in LISTED:
            for row, value in enumerate(given):
                field = page.locator(f"[name=answer-{row}]")
                if field.evaluate("field => field.tagName") == "SELECT":
                    field.select_option(value)
                else:
                    field.fill(value)
        else:
            page.locator("[name=answer]").fill(given[0])

    return fill
