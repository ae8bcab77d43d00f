"""What whoever runs the server is told on PostgreSQL."""

from __future__ import annotations

import pytest

from quizapp.clock import utcnow
from quizapp.ops.doctor.examining import examine
from quizapp.ops.doctor.findings import Level
from quizapp.ops.upgrading import upgrade_schema

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


def test_the_doctor_looks_at_what_is_stored_and_backups_are_left_to_pg_dump(settings):
    found = {one.about: one for one in examine(settings, utcnow())}
    assert (found["schema"].level, found["jobs"].level, found["backups"].level) == (Level.WELL, Level.WELL, Level.NOTE)
    assert "pg_dump" in str(found["backups"].advice)


def test_the_server_is_ready_and_an_upgrade_says_that_it_makes_no_backup(app, client, settings, empty_settings, caplog):
    assert client.get("/readyz").json["status"] == "ok"
    assert upgrade_schema(settings, now=utcnow()) is None
    assert upgrade_schema(empty_settings, now=utcnow()) is None
    assert caplog.text == ""  # there was nothing to be backed up
