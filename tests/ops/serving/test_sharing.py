"""What workers share: the application that was made before they were forked, and nothing that they do not need."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from quizapp.app import create_app, create_served_app
from quizapp.collecting import give_memory_back
from quizapp.db import db
from quizapp.ops.serving.sharing import share, shared_app

LATE = (
    "PIL.Image",
    "alembic",
    "argon2",
    "email.policy",
    "flask_migrate",
    "numpy",
    "openpyxl",
    "psycopg",
    "rapidfuzz",
    "ruamel.yaml",
    "quizapp.ops.moving.cli",
    "quizapp.transfer.cli",
    "segno",
    "sqlalchemy.dialects.postgresql",
    "zstandard",
)
"""What comes when somebody needs it: each takes half a megabyte or more of every server, and time of its start."""


def test_where_nothing_was_shared_there_is_nothing():
    assert shared_app() is None


@pytest.mark.longer
def test_what_was_shared_is_served_once_and_has_no_connection_yet(settings, monkeypatch):
    monkeypatch.setenv("QUIZAPP_DATA", str(settings.data_dir))
    app = create_app(settings)  # of its own, and never asked: what serves sweeps from its first request on
    share(app)
    with app.app_context():
        assert db.engine.pool.checkedin() == 0
    assert create_served_app() is app
    assert shared_app() is None


def test_memory_is_given_back_wherever_that_can_be_said():
    give_memory_back()


@pytest.mark.slow
def test_a_server_begins_without_what_few_need():
    loaded = "import sys, quizapp.__main__, quizapp.cli, quizapp.ops.serving.serve"
    says = f"{loaded}; print(set({LATE!r}) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.longer
def test_a_first_page_reads_nothing_of_what_babel_knows_of_english(settings):
    """Dates and large numbers need it, and 4 MiB of memory with it."""
    loads = "import babel.localedata; from quizapp.app import create_app; create_app().test_client().get('/')"
    command = [sys.executable, "-c", f"{loads}; print(sorted(babel.localedata._cache))"]
    environ = os.environ | {"QUIZAPP_DATA": str(settings.data_dir), "QUIZAPP_LANGUAGE": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    assert done.stdout.strip() == "[]"
