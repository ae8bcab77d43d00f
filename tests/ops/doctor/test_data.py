from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.engine import make_url

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.fits import begin_fit
from quizapp.ops.backups.folder import FAILURE
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import Reason
from quizapp.ops.doctor.data import (
    Stored,
    look_at_backups,
    look_at_jobs,
    look_at_pictures,
    look_at_schema,
    look_at_server,
    read_stored,
)
from quizapp.ops.doctor.findings import Level
from quizapp.ops.schema import newest_revision

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
NAME = "0123456789abcdef0123456789abcdef"
NOTHING = Stored(None, 0, None, 0, frozenset())


def levels(found):
    return [one.level for one in found]


def test_the_schema_is_missing_new_old_or_as_it_should_be():
    said = [levels(look_at_schema(one)) for one in ("", "20991231_2359", "20261123_1306", newest_revision())]
    assert said == [[Level.NOTE], [Level.FAULT], [Level.WARNING], [Level.WELL]]


def test_what_is_stored_is_read(app, session):
    fit = begin_fit(session, by_id=None, now=NOW)
    stored = read_stored(session.connection(), NOW)
    assert stored == Stored(None, 1, fit.begun_at, 0, frozenset(), server=stored.server)
    assert (stored.server is None) == (session.connection().dialect.name == "sqlite")


def test_which_postgresql_keeps_the_data_and_how_much_is_told():
    assert list(look_at_server(NOTHING)) == []
    (found,) = look_at_server(dataclasses.replace(NOTHING, server=("15.18", 25_000_000)))
    assert (found.level, str(found.what)) == (Level.WELL, "PostgreSQL 15.18 keeps the data: 25.0 MB.")


def test_a_fit_that_goes_on_for_hours_is_warned_of():
    assert levels(look_at_jobs(NOTHING, NOW)) == [Level.WELL]
    long = dataclasses.replace(NOTHING, fits=1, longest=NOW - timedelta(hours=2))
    assert levels(look_at_jobs(long, NOW)) == [Level.WARNING]


def test_pictures_without_files_and_files_without_rows_are_told(settings):
    assert levels(look_at_pictures(settings, NOTHING)) == [Level.WELL]
    known = dataclasses.replace(NOTHING, pictures=frozenset({NAME}))
    assert levels(look_at_pictures(settings, known)) == [Level.FAULT]
    path = settings.data_dir / "pictures" / NAME[:2] / f"{NAME}.webp"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"webp")
    assert levels(look_at_pictures(settings, known)) == [Level.WELL]
    assert levels(look_at_pictures(settings, NOTHING)) == [Level.NOTE]


@pytest.mark.sqlite
def test_backups_are_missing_fresh_old_damaged_or_failed(settings, app):
    with app.app_context():
        db.engine.dispose()
    assert levels(look_at_backups(settings, NOW)) == [Level.WARNING]
    make_backup(settings, Reason.DAILY, now=NOW)
    assert levels(look_at_backups(settings, NOW + timedelta(hours=30))) == [Level.WELL]
    assert levels(look_at_backups(settings, NOW + timedelta(hours=50))) == [Level.WARNING]
    (settings.backups_dir / "quizapp-20260101T000000Z.zip").write_text("")
    (settings.backups_dir / FAILURE).write_text("The disk was full.")
    said = list(look_at_backups(settings, NOW))
    assert levels(said) == [Level.FAULT, Level.WARNING, Level.WELL]
    assert "The disk was full." in str(said[0].what)


@pytest.mark.parametrize(
    ("changes", "level"),
    [({"backups": "off"}, Level.WARNING), ({"database_url": make_url("postgresql://localhost/quiz")}, Level.NOTE)],
)
@pytest.mark.sqlite
def test_where_none_are_made_it_says_so(settings, changes, level):
    assert levels(look_at_backups(dataclasses.replace(settings, **changes), utcnow())) == [level]
