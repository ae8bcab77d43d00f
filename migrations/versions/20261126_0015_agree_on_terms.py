"""agree on terms of attempts: when they end, what they show when, how sure answers are; what came too late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0015"
down_revision = "20261126_0010"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
ENDING = sa.text("finished_at IS NULL AND closes_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("attempts", sa.Column("closes_at", sa.DateTime(timezone=True)))
    op.add_column("attempts", sa.Column("results_at", sa.DateTime(timezone=True)))
    op.add_column("attempts", sa.Column("terms", JSON))
    op.create_index("ix_attempts_ending", "attempts", ["closes_at"], sqlite_where=ENDING, postgresql_where=ENDING)
    op.add_column("slots", sa.Column("certainty", sa.Integer()))
    op.add_column("responses", sa.Column("certainty", sa.Integer()))
    op.create_table(
        "late_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name=op.f("fk_late_answers_slot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_answers")),
        sa.UniqueConstraint("slot_id", "event_id", name=op.f("uq_late_answers_slot_id_event_id")),
    )


def downgrade() -> None:
    op.drop_table("late_answers")
    op.drop_column("responses", "certainty")
    op.drop_column("slots", "certainty")
    op.drop_index("ix_attempts_ending", table_name="attempts")
    op.drop_column("attempts", "terms")
    op.drop_column("attempts", "results_at")
    op.drop_column("attempts", "closes_at")
