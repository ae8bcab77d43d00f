"""drop unread indexes: every answer wrote them, and no page looks a card up in the log without its learner."""

from __future__ import annotations

from alembic import op

revision = "20261124_0100"
down_revision = "20261124_0040"
branch_labels = None
depends_on = None

TABLES = ("memory_states", "review_log")


def upgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_{table}_card_id", table_name=table)


def downgrade() -> None:
    for table in TABLES:
        op.create_index(f"ix_{table}_card_id", table, ["card_id"])
