"""add memory fits: attempts to fit the model's weights, who follows which, how well recall was predicted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261125_2130"
down_revision = "20261125_2126"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
RUNNING = sa.text("outcome = 'running'")


def upgrade() -> None:
    op.create_table(
        "memory_fits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("learner_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("learners", sa.Integer(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("weights_before", JSON, nullable=True),
        sa.Column("weights", JSON, nullable=True),
        sa.Column("held_out", JSON, nullable=True),
        sa.Column("reverted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reverted_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('running', 'adopted', 'not_better', 'too_few', 'failed')",
            name=op.f("ck_memory_fits_outcome_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_memory_fits_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["people.id"], name=op.f("fk_memory_fits_learner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reverted_by_id"], ["people.id"], name=op.f("fk_memory_fits_reverted_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_fits")),
    )
    op.create_index(op.f("ix_memory_fits_learner_id"), "memory_fits", ["learner_id"])
    op.create_index(
        "uq_memory_fits_running", "memory_fits", ["outcome"], unique=True, sqlite_where=RUNNING,
        postgresql_where=RUNNING,
    )  # fmt: skip
    op.create_table(
        "prediction_summaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prediction_summaries")),
    )
    op.add_column("people", sa.Column("weights_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("people", "weights_id")
    op.drop_table("prediction_summaries")
    op.drop_table("memory_fits")
