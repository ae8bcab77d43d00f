"""A dump of PostgreSQL that is older than an erasure, restored by pg_restore, which asks nobody here."""

from __future__ import annotations

import subprocess
import time

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.erasure.erasing import Asked, Way, erase_person
from quizapp.ops.backups.dumps import follow_erasures, keep_erasures
from tests.cluster import OWNER, programs
from tests.live_server import PATIENCE_SECONDS

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


@pytest.fixture
def pg(cluster, settings, tmp_path):
    """Run a program of PostgreSQL on the database of the test."""

    def pg(program, *more):
        command = [programs() / program, "-h", cluster, "-U", OWNER, *more]
        done = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return pg


def test_an_older_dump_that_is_restored_is_cleansed_by_the_server(app, settings, make_person, pg, tmp_path, stored):
    ani = make_person(name="Ani")
    make_person(name="Narek")
    follow_erasures(app)
    dump = tmp_path / "quizapp.dump"
    pg("pg_dump", "--format=custom", f"--file={dump}", settings.database_url.database)
    with app.app_context():
        erase_person(db.session(), db.session.get_one(Person, ani), Asked(Way.ADMIN), now=utcnow())
        db.session.commit()
    [(number,)] = stored("erasures", "number")
    ended = keep_erasures(app, 0.02)
    _wait_for(lambda: any(number in one.read_text() for one in settings.data_dir.glob("erased-*.json")))
    ended.set()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    pg("pg_restore", "--clean", "--single-transaction", f"--dbname={settings.database_url.database}", dump)
    with app.app_context():
        assert set(db.session.scalars(sa.select(Person.name))) == {"Ani", "Narek"}
        db.session.rollback()
    assert follow_erasures(app) == 1
    assert stored("people", "name") == [("Narek",)]
    assert stored("erasures", "number", "way") == [(number, "restore")]
    assert follow_erasures(app) == 0


def _wait_for(is_so):
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)
