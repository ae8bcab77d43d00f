"""add part conflicts: heads of banks, and sources, that a file and the browser both changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_2214"
down_revision = "20261125_2150"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
TABLE = "part_conflicts"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer()),
        sa.Column("source_id", sa.Integer()),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("said", JSON, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("base", JSON),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["banks.id"], name=op.f(f"fk_{TABLE}_bank_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f(f"fk_{TABLE}_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("bank_id", "path", name=op.f(f"uq_{TABLE}_bank_id_path")),
        sa.UniqueConstraint("source_id", "path", name=op.f(f"uq_{TABLE}_source_id_path")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
