"""add sign-in cards: what a teacher prints for a student, of which only hashes are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0045"
down_revision = "20261126_0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("pictures_hash", sa.Text()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer()),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sign_in_cards_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_sign_in_cards_made_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_cards")),
        sa.UniqueConstraint("person_id", name=op.f("uq_sign_in_cards_person_id")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_sign_in_cards_secret_hash")),
    )


def downgrade() -> None:
    op.drop_table("sign_in_cards")
