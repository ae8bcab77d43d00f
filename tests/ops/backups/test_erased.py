"""Whoever was erased after a backup is erased in it when it is restored."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.erasure.erasing import Asked, Way, erase_person
from quizapp.ops.backups.erased import FILE, Erased, erased_beside, erased_in, note_beside
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import Reason
from quizapp.ops.backups.restoring import restore_in_place, restore_into
from quizapp.ops.schema import is_known
from tests.privacy import conftest as theirs

load, small_bank, browse, rate, cards_of = theirs.load, theirs.small_bank, theirs.browse, theirs.rate, theirs.cards_of
teacher, class_id, join, ani, other = theirs.teacher, theirs.class_id, theirs.join, theirs.ani, theirs.other
pytestmark = pytest.mark.sqlite


def names(database):
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM people")}


@pytest.fixture
def erase(app):
    def erase(person_id):
        with app.app_context():
            erase_person(db.session(), db.session.get_one(Person, person_id), Asked(Way.ADMIN), now=utcnow())
            db.session.commit()
            db.session.remove()
            db.engine.dispose()

    return erase


def test_the_file_beside_backups_is_added_to(tmp_path):
    assert erased_beside(tmp_path) == set()
    note_beside(tmp_path, [])
    assert not (tmp_path / FILE).exists()
    one, two = (Erased(number, datetime(2026, 1, number, tzinfo=UTC).isoformat(), f"n{number}") for number in (1, 2))
    note_beside(tmp_path, [one])
    note_beside(tmp_path, [two])
    assert erased_beside(tmp_path) == {one, two}
    (tmp_path / FILE).write_text("[1]")
    assert erased_beside(tmp_path) == set()
    assert erased_in(tmp_path / "none.sqlite3") == set()
    assert erased_in(tmp_path / FILE) == set()


@pytest.mark.slow
def test_a_restore_in_place_erases_again_and_leaves_no_byte(app, settings, ani, other, erase, stored):
    made = make_backup(settings, Reason.BY_HAND, now=utcnow() - timedelta(hours=1))
    erase(ani)
    later = make_backup(settings, Reason.BY_HAND, now=utcnow() + timedelta(hours=1))
    done = restore_in_place(made.path, settings, is_known, now=utcnow() + timedelta(hours=2))
    assert done.erased_again == 1
    assert "Ani Grigoryan" not in names(settings.database_file)
    assert "Zarevand Other" in names(settings.database_file)
    assert b"Grigoryan" not in settings.database_file.read_bytes()
    ((way, person_id),) = stored("erasures", "way", "person_id")
    assert (way, person_id) == ("restore", ani)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    again = restore_in_place(later.path, settings, is_known, now=utcnow() + timedelta(hours=3))
    assert again.erased_again == 0


@pytest.mark.slow
def test_the_file_beside_the_backups_knows_it_where_the_database_is_lost(app, settings, ani, other, erase, tmp_path):
    made = make_backup(settings, Reason.BY_HAND, now=utcnow() - timedelta(hours=1))
    erase(ani)
    make_backup(settings, Reason.BY_HAND, now=utcnow() + timedelta(hours=1))
    settings.database_file.unlink()
    done = restore_into(made.path, tmp_path / "new", is_known, settings, now=utcnow())
    assert done.erased_again == 1
    assert "Ani Grigoryan" not in names(tmp_path / "new" / "quizapp.sqlite3")


@pytest.mark.longer
def test_nothing_of_somebody_erased_is_in_a_byte_of_the_file_or_of_a_later_backup(app, settings, ani, other, erase):
    erase(ani)
    with contextlib.closing(sqlite3.connect(settings.database_file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = settings.database_file.read_bytes()
    assert b"Zarevand Other" in data
    assert b"Ani Grigoryan" not in data
    assert b"ani grigoryan" not in data  # nor in an index of names
    assert b"Grigoryan, Ani" not in data


def test_backups_without_an_erasure_have_no_file_beside_them(app, settings):
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 0
    assert erased_in(settings.database_file) == set()
