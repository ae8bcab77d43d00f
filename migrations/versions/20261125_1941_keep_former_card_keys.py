"""keep former card keys: a card whose slip was corrected stays the same card, for older versions too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1941"
down_revision = "20261125_1930"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("cards", sa.Column("former_keys", JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("cards", "former_keys")
