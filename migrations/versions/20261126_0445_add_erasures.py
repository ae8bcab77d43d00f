"""add erasures: that somebody was erased, without saying who it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_0445"
down_revision = "20261126_0453"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("kept_attempts", sa.Integer(), nullable=False),
        sa.Column("removed", JSON, nullable=False),
        sa.Column("is_nameless", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_erasures_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("number", name=op.f("uq_erasures_number")),
    )


def downgrade() -> None:
    op.drop_table("erasures")
