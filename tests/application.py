"""Fixtures of an application: a database of one's own, a browser, commands and people: a plugin of all tests."""

from __future__ import annotations

import itertools
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner
from flask import Flask, before_render_template
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.accounts.services import Credentials, create_account
from quizapp.app import create_app
from quizapp.cli import main
from quizapp.clock import utcnow
from quizapp.config import Settings, read_settings
from quizapp.db import db
from quizapp.ops.setup import load_shipped_banks, migrate_schema
from tests.databases import ON_POSTGRESQL

PASSWORD = "a long enough password"
FLASKS_OWN = {"config", "g", "request", "session"}
"""What Flask itself hands to templates twice."""


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates for the many applications that one run makes."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": CompiledTemplates()}


def settings_for(folder: Path, **environ: str) -> Settings:
    return read_settings({"QUIZAPP_DATA": str(folder), "QUIZAPP_TIMEZONE": "UTC", "QUIZAPP_RATE_LIMITS": "0"} | environ)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """A data directory whose database has every table and no row; copied, never used."""
    folder = tmp_path_factory.mktemp("migrated")
    migrate_schema(settings_for(folder))
    return folder


@pytest.fixture(scope="session")
def with_banks(tmp_path_factory, migrated) -> Path:
    """A data directory with the shipped banks loaded; copied, never used."""
    folder = tmp_path_factory.mktemp("banks")
    shutil.copytree(migrated, folder, dirs_exist_ok=True)
    app = create_app(settings_for(folder))
    load_shipped_banks(app)
    with app.app_context():
        db.engine.dispose()
    return folder


@pytest.fixture
def settings(tmp_path, request) -> Settings:
    """Settings of an installation that has every table and no row."""
    folder = tmp_path / "data"
    if ON_POSTGRESQL:
        folder.mkdir()
        url = request.getfixturevalue("lent_url").render_as_string(hide_password=False)
        return settings_for(folder, QUIZAPP_DATABASE_URL=url)
    shutil.copytree(request.getfixturevalue("migrated"), folder)
    return settings_for(folder)


@pytest.fixture
def load_banks(settings, request) -> None:
    """Ask for this fixture before `app` to have the shipped banks."""
    if not ON_POSTGRESQL:  # there the database was lent with them
        shutil.copytree(request.getfixturevalue("with_banks"), settings.data_dir, dirs_exist_ok=True)


@pytest.fixture
def app(settings, request, kept_apps) -> Iterator[Flask]:
    if "load_banks" in request.fixturenames:
        request.getfixturevalue("load_banks")
    app = kept_apps.take(settings)
    app.config["TESTING"] = True
    with before_render_template.connected_to(_hides_nothing, app):
        yield app
    kept_apps.give_back(app)


def _hides_nothing(app: Flask, context: dict[str, Any], **_more: object) -> None:
    """Let no page have a value by the name of something that every template may ask for, such as what counts."""
    known = app.jinja_env.globals
    hidden = [name for name, value in context.items() if name in known and value is not known[name]]
    assert set(hidden) <= FLASKS_OWN, f"A page hides {hidden}."


@pytest.fixture
def session(app) -> Iterator[Session]:
    """A session outside of any request: it writes."""
    with app.app_context():
        yield db.session()
        db.session.rollback()


@pytest.fixture
def usual_limit(session):
    """A session on a SQLite that takes as many values in a statement as it is built for most; Debian's takes more."""
    raw = session.connection().connection.dbapi_connection
    raw.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)
    return session


@pytest.fixture
def client(app) -> FlaskClient:
    """A browser without CSRF to mind; tests/security minds it."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


@pytest.fixture
def runner(settings, monkeypatch):
    """Runs `quizapp …` in this process on the test's own data directory."""
    monkeypatch.setenv("QUIZAPP_DATA", str(settings.data_dir))
    monkeypatch.setenv("QUIZAPP_TIMEZONE", "UTC")
    if not settings.uses_sqlite:
        monkeypatch.setenv("QUIZAPP_DATABASE_URL", settings.database_url.render_as_string(hide_password=False))
    cli = CliRunner()
    return lambda *arguments, **more: cli.invoke(main, [str(argument) for argument in arguments], **more)


@pytest.fixture(scope="session")
def password_hash() -> str:
    """A hash that says itself how little it costs to try: people in tests sign in thousands of times."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def make_person(app, password_hash) -> Callable[..., int]:
    """Make an account and return its id; everybody's password is PASSWORD."""
    numbers = itertools.count(1)

    def make(role: Role = Role.STUDENT, name: str | None = None) -> int:
        with app.app_context():
            credentials = Credentials(name or f"{role.value} {next(numbers)}", password_hash)
            person = create_account(db.session(), credentials, role, now=utcnow())
            db.session.commit()
            return person.id

    return make


@pytest.fixture
def sign_in(app) -> Callable[[FlaskClient, int], FlaskClient]:
    """Sign a person in to a client through the page itself."""

    def sign(client: FlaskClient, person_id: int) -> FlaskClient:
        with app.app_context():
            name = db.session().get_one(Person, person_id).name
        page = client.get("/sign-in").text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        fields = {"name": name, "password": PASSWORD} | ({"csrf_token": token[1]} if token else {})
        response = client.post("/sign-in", data=fields)
        assert response.status_code == 302, response.text
        return client

    return sign
