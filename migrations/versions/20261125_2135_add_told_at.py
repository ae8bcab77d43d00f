"""add told_at: what a device's clock said of a rating, where that could not be true."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_2135"
down_revision = "20261125_2133"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review_log", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("review_log", "told_at")
