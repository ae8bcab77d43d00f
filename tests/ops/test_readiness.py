from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.ops import readiness as module
from quizapp.ops.readiness import readiness


@pytest.mark.longer
def test_a_server_is_ready_when_database_migrations_and_disk_are(session, settings):
    assert readiness(session, settings) == {"database": True, "migrations": True, "disk": True}


def test_another_schema_and_a_full_disk_are_not_ready(session, settings, monkeypatch):
    session.execute(sa.text("UPDATE alembic_version SET version_num = 'older'"))
    monkeypatch.setattr(module, "LEAST_FREE", 10**18)
    assert readiness(session, settings) == {"database": True, "migrations": False, "disk": False}


@pytest.mark.parametrize("broken", ["DROP TABLE alembic_version"])
def test_a_database_that_does_not_answer_is_not_ready(session, settings, broken):
    session.execute(sa.text(broken))
    assert readiness(session, settings)["database"] is False
