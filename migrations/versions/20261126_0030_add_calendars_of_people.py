"""add calendars of people: the time zone and roll-over hour of the class whose days they follow."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0030"
down_revision = "20261126_0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("calendar", sa.Text()))


def downgrade() -> None:
    op.drop_column("people", "calendar")
