"""Worlds for security tests: a database with every kind of question and every role, and browsers of somebody."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from quizapp.app import create_app
from quizapp.config import read_settings
from quizapp.db import db
from quizapp.ops.setup import migrate_schema
from quizapp.pictures.placing import own_store
from tests.security import canaries as canaries_module
from tests.security import hostile as hostile_module
from tests.security import routes as routes_module
from tests.security import world as world_module
from tests.security.acting import Acting


def pytest_generate_tests(metafunc):
    if "route" in metafunc.fixturenames:
        metafunc.parametrize("route", list(routes_module.ROWS), ids=str)
    if "staff_route" in metafunc.fixturenames:
        metafunc.parametrize("staff_route", routes_module.of_staff(), ids=str)
    if "hidden_kind" in metafunc.fixturenames:
        metafunc.parametrize("hidden_kind", list(canaries_module.QUESTIONS))
    if "twin_kind" in metafunc.fixturenames:
        metafunc.parametrize("twin_kind", list(canaries_module.TWINS))


@pytest.fixture(scope="session")
def canaries():
    return canaries_module


@pytest.fixture(scope="session")
def hostile():
    return hostile_module


@pytest.fixture(scope="session")
def routes():
    return routes_module


def _settings(folder, **changes):
    environ = {"QUIZAPP_DATA": str(folder), "QUIZAPP_TIMEZONE": "UTC", "QUIZAPP_RATE_LIMITS": "0"}
    environ |= {"QUIZAPP_SMTP_HOST": "127.0.0.1", "QUIZAPP_SMTP_PORT": "1"}  # there is mail, and nobody who takes it
    environ |= {"QUIZAPP_SMTP_FROM": "quiz@quiz.example", "QUIZAPP_SMTP_LINKS": "https://quiz.example"}
    settings = read_settings(environ)
    return replace(settings, **changes)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """Fill a data folder once: banks, people, an attempt of each; return it with what is in it."""
    folder = tmp_path_factory.mktemp("world") / "data"
    settings = _settings(folder)
    migrate_schema(settings)
    app = create_app(settings)
    with app.app_context():
        facts = world_module.fill(
            db.session(), own_store(), canaries_module.bank(), canaries_module.source(), canaries_module.quiz()
        )
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    with closing(sqlite3.connect(settings.database_url.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder, facts


@pytest.fixture
def make_app(prepared, tmp_path, kept_apps):
    """Return a function that makes an application on a copy of the prepared world, with settings of one's own."""
    made = []

    def make(**changes):
        folder = tmp_path / f"data-{len(made)}"
        shutil.copytree(prepared[0], folder)
        app = kept_apps.take(_settings(folder, **changes))
        made.append(app)
        return app

    yield make
    for app in made:
        kept_apps.give_back(app)


@pytest.fixture
def app(make_app):
    return make_app()


@pytest.fixture
def world(prepared):
    return prepared[1]


@pytest.fixture
def act(app, world):
    """Return a function that gives a browser of somebody: act("student"), or act("anonymous") for a first visitor."""
    return lambda who: Acting(app, world.tokens.get(who))


@pytest.fixture
def acting():
    return Acting


@pytest.fixture
def stored(app):
    """Return a function that reads every row of every table, to see what a request changed."""
    path = app.extensions["quizapp.settings"].database_url.database

    def read():
        connection = sqlite3.connect(path)
        try:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608
        finally:
            connection.close()

    return read
