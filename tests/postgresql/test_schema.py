"""The schema on PostgreSQL: migrations lead from nothing to what the models say, and back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask_migrate import check, downgrade, upgrade
from sqlalchemy.exc import DBAPIError

from quizapp.app import create_app
from quizapp.db import db
from quizapp.ops.setup import migrate_schema

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


def test_migrations_lead_to_what_the_models_say(app):
    with app.app_context():
        check()  # exits where they differ


def test_migrating_twice_changes_nothing(settings):
    migrate_schema(settings)


def test_migrations_lead_back_to_nothing_and_forth_again(empty_settings):
    migrate_schema(empty_settings)
    app = create_app(empty_settings)
    with app.app_context():
        downgrade(revision="base")
        assert sa.inspect(db.engine).get_table_names() == ["alembic_version"]
        upgrade()
        assert set(db.metadata.tables) <= set(sa.inspect(db.engine).get_table_names())
        db.engine.dispose()


@pytest.mark.parametrize("log", ["review_log", "responses"])
def test_a_log_can_only_grow(app, player, stored, log):
    attempt = player.start()
    player.answer(attempt, "brokered")
    assert len(stored(log)) == 1
    with app.app_context(), pytest.raises(DBAPIError, match="only"):
        db.session.execute(sa.text(f"UPDATE {log} SET score = 0.5"))  # noqa: S608 - the names stand above
