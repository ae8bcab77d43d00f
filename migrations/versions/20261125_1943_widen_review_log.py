"""widen review log: relearning, postponing and cramming are events too; and a record of who had cards relearned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1943"
down_revision = "20261125_1942"
branch_labels = None
depends_on = None

BEFORE = "source IN ('review', 'quiz', 'live', 'undo')"
AFTER = "source IN ('review', 'quiz', 'live', 'undo', 'relearn', 'postpone', 'cram')"
KNOWN = "ck_review_log_source_known"
IS_REVIEW = sa.text("source = 'review'")
IS_UNDO = sa.text("undoes_id IS NOT NULL")
COLUMNS = [
    *("id", "event_id", "learner_id", "card_id", "source", "rating", "score"),
    *("at", "day", "recorded_at", "duration_ms", "was_new", "undoes_id"),
]


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(AFTER, sa.Column("days", sa.Integer()))
    else:
        op.add_column("review_log", sa.Column("days", sa.Integer()))
        _constrain(AFTER)
    op.create_table(
        "relearns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("memories", sa.Integer(), nullable=False),
        sa.Column("learners", sa.Integer(), nullable=False),
        sa.Column("first_log_id", sa.Integer(), nullable=False),
        sa.Column("last_log_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.Column("undone_by_id", sa.Integer()),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_relearns_question_id")),
        sa.ForeignKeyConstraint(["version_id"], ["question_versions.id"], name=op.f("fk_relearns_version_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_relearns_person_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["people.id"], name=op.f("fk_relearns_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relearns")),
    )
    op.create_index(op.f("ix_relearns_question_id"), "relearns", ["question_id"])
    op.create_index(op.f("ix_memory_states_card_id"), "memory_states", ["card_id"])  # who remembers a card is asked now


def downgrade() -> None:
    op.drop_index(op.f("ix_memory_states_card_id"), table_name="memory_states")
    op.drop_table("relearns")
    log = sa.table("review_log", sa.column("id"), sa.column("source"), sa.column("undoes_id"))
    mine = sa.select(log.c.id).where(log.c.source.in_(("relearn", "postpone", "cram")))
    op.execute(sa.delete(log).where(log.c.undoes_id.in_(mine)))
    op.execute(sa.delete(log).where(log.c.source.in_(("relearn", "postpone", "cram"))))
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(BEFORE)
    else:
        op.drop_column("review_log", "days")
        _constrain(BEFORE)


def _constrain(known: str) -> None:
    op.drop_constraint(op.f(KNOWN), "review_log", type_="check")
    op.create_check_constraint(op.f(KNOWN), "review_log", known)


def _rebuild(known: str, *more: sa.Column[int]) -> None:
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
        *more,
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(known, name=op.f(KNOWN)),
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
