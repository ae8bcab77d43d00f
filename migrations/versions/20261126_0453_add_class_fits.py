"""add fits of classes: which class a fit of a group is of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0453"
down_revision = "20261126_0452"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_fits",
        sa.Column("fit_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fit_id"], ["memory_fits.id"], name=op.f("fk_class_fits_fit_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["class_id"], ["classes.id"], name=op.f("fk_class_fits_class_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("fit_id", name=op.f("pk_class_fits")),
    )
    op.create_index(op.f("ix_class_fits_class_id"), "class_fits", ["class_id"])


def downgrade() -> None:
    op.drop_table("class_fits")
