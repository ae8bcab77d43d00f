"""add analysis runs: reports that are worked out in the background."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0120"
down_revision = "20261126_0115"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "analysis_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("class_id", sa.Integer()),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("report", sa.Text()),
        sa.CheckConstraint("kind IN ('quiz', 'bank')", name=op.f("ck_analysis_runs_kind_known")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_analysis_runs_by_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis_runs")),
    )
    op.create_index(op.f("ix_analysis_runs_by_id"), "analysis_runs", ["by_id"])


def downgrade() -> None:
    op.drop_table("analysis_runs")
