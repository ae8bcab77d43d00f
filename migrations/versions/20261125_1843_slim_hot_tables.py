"""slim hot tables: an answer writes 11 pages; three of them were for lookups that nothing needs.

A memory is found by learner and card alone, so that key is the table itself. An event that takes nothing back, and a
quiz answer on the list of flashcard ratings of a day, need no place in an index.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1843"
down_revision = "20261125_1830"
branch_labels = None
depends_on = None

TRIGGER = (
    "CREATE TRIGGER review_log_append_only BEFORE UPDATE ON review_log "
    "BEGIN SELECT RAISE(ABORT, 'review_log is append-only'); END"
)
IS_REVIEW = sa.text("source = 'review'")
IS_UNDO = sa.text("undoes_id IS NOT NULL")


def upgrade() -> None:
    with _rebuilding("memory_states", sqlite_with_rowid=False):
        pass
    op.drop_index("ix_review_log_learner_id_day", table_name="review_log")
    with _rebuilding("review_log") as table:
        table.drop_constraint("uq_review_log_undoes_id", type_="unique")
    _remake_trigger()
    op.create_index(
        "uq_review_log_undoes_id",
        "review_log",
        ["undoes_id"],
        unique=True,
        sqlite_where=IS_UNDO,
        postgresql_where=IS_UNDO,
    )
    op.create_index(
        "ix_review_log_learner_id_day",
        "review_log",
        ["learner_id", "day"],
        sqlite_where=IS_REVIEW,
        postgresql_where=IS_REVIEW,
    )


def downgrade() -> None:
    op.drop_index("ix_review_log_learner_id_day", table_name="review_log")
    op.drop_index("uq_review_log_undoes_id", table_name="review_log")
    with _rebuilding("review_log") as table:
        table.create_unique_constraint("uq_review_log_undoes_id", ["undoes_id"])
    _remake_trigger()
    op.create_index("ix_review_log_learner_id_day", "review_log", ["learner_id", "day"])
    with _rebuilding("memory_states", sqlite_with_rowid=True):
        pass


def _rebuilding(table: str, **options: bool):  # type: ignore[no-untyped-def]  # noqa: ANN202 - alembic's own context
    """Copy a table on SQLite, which cannot change it in place; PostgreSQL changes it as it stands."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    return op.batch_alter_table(table, recreate="always" if sqlite else "never", table_kwargs=options)


def _remake_trigger() -> None:
    """Make SQLite's guard of the log again, which went with the table that it stood on."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(TRIGGER)
