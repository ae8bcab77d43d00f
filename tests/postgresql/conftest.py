"""A PostgreSQL cluster of the tests' own: started once, reached through a private socket, thrown away after."""

from __future__ import annotations

import dataclasses
import importlib.util
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL

from quizapp.config import Settings
from quizapp.ops.setup import load_shipped_banks, migrate_schema

OWNER = "postgres"
START_SECONDS = "60"
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses= -c max_connections=40"
_numbers = itertools.count(1)


def programs() -> Path:
    """The folder of Debian's newest server programs, or of the first initdb on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    if initdb is None:
        pytest.fail("PostgreSQL's server programs are missing: install Debian's package postgresql.")
    return Path(initdb).parent


def as_owner(*command: str | Path) -> None:
    """Run a server program; root may not, so it runs as the owner that Debian's package makes."""
    prefix = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*prefix, *map(str, command)], capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """The folder of the socket of a running server."""
    bin_dir = programs()
    folder = Path(tempfile.mkdtemp(prefix="quizapp-postgresql-"))
    data, log = folder / "data", folder / "log"
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    try:
        as_owner(bin_dir / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"{QUICK} -k {folder}"
        # The log is a file, so that the server holds no pipe of ours open.
        as_owner(bin_dir / "pg_ctl", "-D", data, "-l", log, "-w", "-t", START_SECONDS, "-o", options, "start")
        yield folder
        as_owner(bin_dir / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_database(cluster: Path, template: str = "template0") -> str:
    name = f"quizapp_{next(_numbers)}"
    with psycopg.connect(host=str(cluster), user=OWNER, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return name


def address(cluster: Path, name: str) -> URL:
    return URL.create("postgresql+psycopg", username=OWNER, database=name, query={"host": str(cluster)})


@pytest.fixture
def empty_settings(cluster, tmp_path) -> Settings:
    """Settings with a database that has no table yet."""
    return Settings(tmp_path / "data", address(cluster, make_database(cluster)), rate_limits=False)


@pytest.fixture(scope="session")
def migrated_name(cluster, tmp_path_factory) -> str:
    """The name of a database that has every table and no row; copied, never used."""
    name = make_database(cluster)
    migrate_schema(Settings(tmp_path_factory.mktemp("migrated"), address(cluster, name)))
    return name


@pytest.fixture
def settings(empty_settings, cluster, migrated_name) -> Settings:
    """What every fixture above stands on, on PostgreSQL here."""
    empty_settings.data_dir.mkdir()
    url = address(cluster, make_database(cluster, template=migrated_name))
    return dataclasses.replace(empty_settings, database_url=url)


@pytest.fixture
def with_banks_loaded(app) -> None:
    """The shipped banks, loaded by the application itself."""
    load_shipped_banks(app)


# Tests are no packages, so the module that tests of practising share is loaded by its path, once.
if "quizapp_practice" not in sys.modules:
    _SPEC = importlib.util.spec_from_file_location("quizapp_practice", Path(__file__).parents[1] / "practice.py")
    sys.modules["quizapp_practice"] = importlib.util.module_from_spec(_SPEC)
    _SPEC.loader.exec_module(sys.modules["quizapp_practice"])
_shared = sys.modules["quizapp_practice"]

load, small_bank, cards_of, browse = _shared.load, _shared.small_bank, _shared.cards_of, _shared.browse
player, stored = _shared.player, _shared.stored
