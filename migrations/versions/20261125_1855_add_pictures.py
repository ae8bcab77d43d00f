"""add pictures: what questions show, its files lying in the data folder."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1855"
down_revision = "20261125_1850"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_pictures_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
        sa.UniqueConstraint("name", name=op.f("uq_pictures_name")),
    )
    op.create_index(op.f("ix_pictures_person_id"), "pictures", ["person_id"])
    op.create_index(op.f("ix_pictures_created_at"), "pictures", ["created_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_pictures_created_at"), table_name="pictures")
    op.drop_index(op.f("ix_pictures_person_id"), table_name="pictures")
    op.drop_table("pictures")
