"""let questions be dropped: slots that count no more, and how many an attempt has of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_2126"
down_revision = "20261125_2104"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("slots", sa.Column("dropped", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("attempts", sa.Column("dropped", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("attempts", "dropped")
    op.drop_column("slots", "dropped")
