"""Counting what questions cite and whom they are about, on PostgreSQL."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.parts import PARTS
from quizapp.db import db

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
MIGRATION = next(Path(__file__).parents[2].glob("migrations/versions/*_add_citations_and_actors.py"))


def test_the_migration_comes_to_what_loading_keeps(app, with_banks_loaded):
    spec = importlib.util.spec_from_file_location("migration", MIGRATION)
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    with app.app_context():
        before = [sorted(map(tuple, db.session.execute(sa.select(table)))) for table in PARTS]
        assert all(before)
        for table in PARTS[1:]:
            db.session.execute(sa.delete(table))
        for statement in migration.FILL["postgresql"]:
            db.session.execute(sa.text(statement))
        assert [sorted(map(tuple, db.session.execute(sa.select(table)))) for table in PARTS] == before


@pytest.mark.parametrize("role", [None, Role.INSTRUCTOR])
def test_the_pages_answer(app, with_banks_loaded, browse, make_person, role):
    client = browse(make_person(role, "Ms Grigoryan")) if role else browse()
    card = client.get("/review/").text.split("/review/cards/")[1].split('"')[0].split("?")[0]
    client.post(f"/review/cards/{card}", data={"rating": "3", "event_id": "event-postgresql"})
    for path in ("/timeline", "/sources", "/sources/ally-2023", "/actors", "/actors?actor=%00", "/review/marked"):
        assert client.get(path).status_code == 200, path
    if role:
        assert client.get("/coverage").status_code == 200
        assert client.get("/edit/sources").status_code == 200
