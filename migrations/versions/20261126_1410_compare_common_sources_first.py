"""compare common sources first: for IN, SQLite makes a table of what it names for each row that the log gets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_1410"
down_revision = "20261126_1055"
branch_labels = None
depends_on = None

BEFORE = "source IN ('review', 'quiz', 'live', 'undo', 'relearn', 'postpone', 'cram', 'merged', 'merged-quiz')"
AFTER = """source = 'review' OR source = 'quiz'
  OR source IN ('live', 'undo', 'relearn', 'postpone', 'cram', 'merged', 'merged-quiz')"""
IS_REVIEW = sa.text("source = 'review'")
IS_UNDO = sa.text("undoes_id IS NOT NULL")
COLUMNS = [
    *("id", "event_id", "learner_id", "card_id", "source", "rating", "score", "at"),
    *("day", "recorded_at", "duration_ms", "was_new", "days", "undoes_id", "placed_day", "told_at"),
]


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(AFTER)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(BEFORE)


def _rebuild(known: str) -> None:
    """Make SQLite's table anew, as it cannot change a constraint, with its indexes and the trigger that guards it."""
    op.create_table(
        "review_log_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("was_new", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("placed_day", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(known, name=op.f("ck_review_log_source_known")),
        sa.CheckConstraint("rating BETWEEN 0 AND 4", name=op.f("ck_review_log_rating_known")),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_review_log_card_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["people.id"], name=op.f("fk_review_log_learner_id")),
        sa.ForeignKeyConstraint(["undoes_id"], ["review_log.id"], name=op.f("fk_review_log_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_log")),
        sa.UniqueConstraint("learner_id", "event_id", name=op.f("uq_review_log_learner_id_event_id")),
    )
    old, new = (sa.table(name, *map(sa.column, COLUMNS)) for name in ("review_log", "review_log_new"))
    op.execute(sa.insert(new).from_select(COLUMNS, sa.select(old).order_by(old.c.id)))
    op.drop_table("review_log")
    op.rename_table("review_log_new", "review_log")
    op.create_index(op.f("ix_review_log_learner_id_card_id"), "review_log", ["learner_id", "card_id"])
    op.create_index(op.f("ix_review_log_learner_id_day"), "review_log", ["learner_id", "day"], sqlite_where=IS_REVIEW)
    op.create_index(op.f("uq_review_log_undoes_id"), "review_log", ["undoes_id"], unique=True, sqlite_where=IS_UNDO)
    op.execute(
        "CREATE TRIGGER review_log_append_only BEFORE UPDATE ON review_log "
        "BEGIN SELECT RAISE(ABORT, 'review_log is append-only'); END"
    )
