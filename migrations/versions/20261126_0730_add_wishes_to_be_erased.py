"""add since when somebody in a class wishes to be erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0730"
down_revision = "20261126_0700"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("erasure_asked_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("people", "erasure_asked_at")
