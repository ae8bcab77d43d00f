"""Fixtures of browser tests: a server in this process, with a clock to move, and answers looked up in its database."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from quizapp.accounts.models import Role
from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.models import ReviewEvent
from quizapp.memory.rebuild import rebuild_memories
from quizapp.quizzes.models import Slot
from tests.browser.patience import be_patient
from tests.browser.slowness import slowed, starved
from tests.served_here import served_here

PASSWORD = "a long enough password"
REFUSED_ON_PURPOSE = re.compile(r"status of (401|404|409|422)|Service Worker registration blocked")
LISTED = {"ordering", "matching", "categorize", "cloze"}

LONGEST_MS = 60_000  # of waiting, on a machine that others use, too: it costs nothing but where a test fails
expect.set_options(timeout=LONGEST_MS)


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Iterator[Browser]:
    """Open contexts whose pages are used once their scripts are there."""
    new_context = browser.new_context

    def opened(**options) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(LONGEST_MS)
        return be_patient(context) if options.get("java_script_enabled", True) else context

    browser.new_context = opened
    with starved():
        yield browser


@pytest.fixture
def site(app: Flask, load_banks) -> Iterator[str]:
    """Serve the application from this process, and give its address."""
    with served_here(slowed(app)) as port:
        yield f"http://localhost:{port}"


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


@pytest.fixture
def browser_context_args(browser_context_args):
    """Keep service workers out where a test does not ask for one: requests pass it by that a test wants to see."""
    return browser_context_args | {"service_workers": "block"}


@pytest.fixture
def open_page(browser: Browser, site) -> Iterator:
    """Open pages that note what they log and what they ask for; at the end, none logged an error or left this host."""
    problems: list[str] = []
    contexts: list[BrowserContext] = []

    def watch(page: Page) -> Page:
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                problems.append(f"{page.url}: {said.text}")
                if said.type in {"error", "warning"} and not REFUSED_ON_PURPOSE.search(said.text)
                else None
            ),
        )
        page.on(
            "request",
            lambda asked: (
                problems.append(f"{page.url} asks {asked.url}")
                if urlsplit(asked.url).scheme != "data" and not asked.url.startswith(site)
                else None
            ),
        )
        return page

    def opened(**options) -> Page:
        context = browser.new_context(**{"service_workers": "block"} | options)
        contexts.append(context)
        return watch(context.new_page())

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def browser_problems_allowed(monkeypatch) -> None:
    """Allow what a browser logs of requests that fail on purpose; ask for it before the pages."""
    monkeypatch.setattr(
        sys.modules[__name__],
        "REFUSED_ON_PURPOSE",
        re.compile(r"status of \d+|ERR_|Service Worker registration blocked"),
    )


@pytest.fixture
def sign_in_at(site, make_person):
    def sign(page: Page) -> Page:
        make_person(Role.INSTRUCTOR, "Ms Petrosyan")
        page.goto(f"{site}/sign-in")
        page.get_by_label("Name").fill("Ms Petrosyan")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()
        return page

    return sign


@pytest.fixture
def start_quiz(site) -> Callable[..., None]:
    """Start a quiz that asks one kind of question."""

    def start(page: Page, kind: str, feedback: str = "at_once") -> None:
        page.goto(f"{site}/practise")
        page.locator("details > summary").click()
        page.locator(f"input[name=kinds][value={kind}]").check()
        page.locator("#size").fill("1")
        page.locator(f"input[value={feedback}]").check()
        page.get_by_role("button", name="Start the quiz").click()
        page.locator("h1.place").wait_for()

    return start


@pytest.fixture
def log(app):
    """Read the log, and see that memories follow from it."""

    def log(*names):
        with app.app_context():
            columns = [getattr(ReviewEvent, name) for name in names]
            found = [tuple(row) for row in db.session.execute(sa.select(*columns).order_by(ReviewEvent.id))]
            differing = rebuild_memories(db.session(), rules_of_app(app))[1]
            db.session.rollback()
        assert differing == []
        return found

    return log
