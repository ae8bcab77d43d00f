"""keep which password a card has: of words too, so that a card is spent once its password was changed."""

from __future__ import annotations

from alembic import op

revision = "20261126_0105"
down_revision = "20261126_0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE sign_in_cards RENAME COLUMN pictures_hash TO password_hash")


def downgrade() -> None:
    op.execute("ALTER TABLE sign_in_cards RENAME COLUMN password_hash TO pictures_hash")
