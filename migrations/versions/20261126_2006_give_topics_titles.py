"""give topics titles: what people read in place of a topic's name, as its bank says it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_2006"
down_revision = "20261126_1325"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("banks", sa.Column("topics", JSON, nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    op.drop_column("banks", "topics")
