"""add the holidays of classes, and whether learners follow the calendar of theirs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0345"
down_revision = "20261126_0335"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_holidays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_id"], ["classes.id"], name=op.f("fk_class_holidays_class_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_holidays")),
    )
    op.create_index(op.f("ix_class_holidays_class_id"), "class_holidays", ["class_id"])
    op.add_column(
        "study_calendars", sa.Column("follows_classes", sa.Boolean(), nullable=False, server_default=sa.true())
    )


def downgrade() -> None:
    op.drop_column("study_calendars", "follows_classes")
    op.drop_table("class_holidays")
