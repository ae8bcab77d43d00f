"""Fixtures of all tests: a migrated database of one's own, the application, people, and a real server to browse."""

from __future__ import annotations

import gc
import importlib.util
import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.accounts.passwords import hash_password
from quizapp.accounts.services import Credentials, create_account
from quizapp.app import create_app
from quizapp.cli import main
from quizapp.clock import utcnow
from quizapp.config import Settings, read_settings
from quizapp.db import db
from quizapp.ops.setup import load_shipped_banks, migrate_schema

ROOT = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
PASSWORD = "a long enough password"
START_SECONDS = 30


class CompiledTemplates(BytecodeCache):
    """Keeps compiled templates for the many applications that one run makes."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


def pytest_configure(config) -> None:
    spec = importlib.util.spec_from_file_location("quizapp_kept_apps", ROOT / "tests" / "kept_apps.py")
    plugin = importlib.util.module_from_spec(spec)  # tests are no packages, so it is loaded by its path
    spec.loader.exec_module(plugin)
    config.pluginmanager.register(plugin, spec.name)
    Flask.jinja_options = Flask.jinja_options | {"bytecode_cache": CompiledTemplates()}
    hypothesis.settings.register_profile("quick", max_examples=15, deadline=None, derandomize=True)


def pytest_collection_finish() -> None:
    """Spare the garbage collector the libraries and tests, which stay: a twentieth of the time."""
    gc.collect()
    gc.freeze()


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
def settings(tmp_path, migrated) -> Settings:
    folder = tmp_path / "data"
    shutil.copytree(migrated, folder)
    return settings_for(folder)


@pytest.fixture
def load_banks(settings, with_banks) -> None:
    """Ask for this fixture before `app` to have the shipped banks."""
    shutil.copytree(with_banks, settings.data_dir, dirs_exist_ok=True)


@pytest.fixture
def app(settings, request, kept_apps) -> Iterator[Flask]:
    if "load_banks" in request.fixturenames:
        request.getfixturevalue("load_banks")
    app = kept_apps.take(settings)
    app.config["TESTING"] = True
    yield app
    kept_apps.give_back(app)


@pytest.fixture
def session(app) -> Iterator[Session]:
    """A session outside of any request: it writes."""
    with app.app_context():
        yield db.session()
        db.session.rollback()


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
    cli = CliRunner()
    return lambda *arguments, **more: cli.invoke(main, [str(argument) for argument in arguments], **more)


@pytest.fixture(scope="session")
def password_hash() -> str:
    return hash_password(PASSWORD)


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


def spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class LiveServer:
    """A real `quizapp serve` process."""

    url: str
    port: int
    data_dir: Path
    process: subprocess.Popen
    printed: Path

    def kill(self) -> None:
        """Kill it and its workers as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def start_server(tmp_path) -> Iterator[Callable[..., LiveServer]]:
    """Start `quizapp serve`; may be called again on the same data directory after a kill."""
    started: list[LiveServer] = []

    def start(data_dir: Path | None = None, port: int | None = None, **environ: str) -> LiveServer:
        folder = data_dir or tmp_path / "served"
        port = port or spare_port()
        printed = tmp_path / f"printed-{len(started)}.txt"
        variables = {"QUIZAPP_DATA": str(folder), "QUIZAPP_TIMEZONE": "UTC", "QUIZAPP_RATE_LIMITS": "0"} | environ
        with printed.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "quizapp", "serve", "--port", str(port)],
                env=os.environ | variables,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = LiveServer(f"http://localhost:{port}", port, folder, process, printed)
        started.append(server)
        _wait_for(server)
        return server

    yield start
    for server in started:
        if server.process.poll() is None:
            server.process.terminate()
            try:
                server.process.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for(server: LiveServer) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.url}/healthz", timeout=2).close()
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"The server did not start:\n{server.printed.read_text()}")


@pytest.fixture
def live_server(start_server) -> LiveServer:
    return start_server()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive Debian's chromium, quietly: no look-ups of its own."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet += ["--disable-background-networking", "--disable-component-update"]
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": quiet}
