"""let a test be set for a class."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0452"
down_revision = "20261126_0446"
branch_labels = None
depends_on = None

KEY = "fk_exams_class_id"


def upgrade() -> None:
    with op.batch_alter_table("exams") as batch:
        batch.add_column(sa.Column("class_id", sa.Integer()))
        batch.create_foreign_key(op.f(KEY), "classes", ["class_id"], ["id"], ondelete="CASCADE")
        batch.create_index(op.f("ix_exams_class_id"), ["class_id"])


def downgrade() -> None:
    op.execute("DELETE FROM exams WHERE class_id IS NOT NULL")
    with op.batch_alter_table("exams") as batch:
        batch.drop_index(op.f("ix_exams_class_id"))
        batch.drop_constraint(op.f(KEY), type_="foreignkey")
        batch.drop_column("class_id")
