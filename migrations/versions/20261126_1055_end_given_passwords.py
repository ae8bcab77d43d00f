"""add until when a password that an admin gave lets in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_1055"
down_revision = "20261126_1030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("password_ends_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("people", "password_ends_at")
