"""A PostgreSQL cluster of the tests' own: started once, reached through a private socket, thrown away after."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL

OWNER = "postgres"
START_SECONDS = "60"
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses= -c max_connections=60"
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


@contextlib.contextmanager
def running_cluster() -> Iterator[Path]:
    """Run a server within a block, and give the folder of its socket."""
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
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    return name


def address(cluster: Path, name: str) -> URL:
    return URL.create("postgresql+psycopg", username=OWNER, database=name, query={"host": str(cluster)})


def begins(statement: str) -> bool:
    """Say whether a statement only says how a transaction begins; on SQLite those go past SQLAlchemy."""
    return statement.startswith(("SELECT pg_advisory_xact_lock", "SET TRANSACTION", "SELECT pg_current_xact_id"))
