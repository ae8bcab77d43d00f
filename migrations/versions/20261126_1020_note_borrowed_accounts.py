"""note in which enrolments an account is only borrowed; those that there are count as the class's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_1020"
down_revision = "20261126_0730"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrolments", sa.Column("is_borrowed", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("enrolments", "is_borrowed")
