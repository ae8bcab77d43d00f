"""add ready quizzes: quizzes that files describe, each with its rules and the text of its file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261124_0130"
down_revision = "20261124_0100"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "ready_quizzes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("rules", JSON, nullable=False),
        sa.Column("file_text", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("missing_since", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_quizzes")),
        sa.UniqueConstraint("key", name=op.f("uq_ready_quizzes_key")),
    )


def downgrade() -> None:
    op.drop_table("ready_quizzes")
