"""add facilities: which share of the points those reached who met a question first, and how far that is counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1955"
down_revision = "20261125_1945"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question_facilities",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_question_facilities_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_question_facilities")),
    )
    op.create_table(
        "facility_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility_counts")),
    )


def downgrade() -> None:
    op.drop_table("facility_counts")
    op.drop_table("question_facilities")
