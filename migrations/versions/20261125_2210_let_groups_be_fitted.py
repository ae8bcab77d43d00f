"""let groups be fitted: a fit may be of some learners, who follow it before everyone's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_2210"
down_revision = "20261125_2146"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("memory_fits", sa.Column("of_group", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "memory_fit_learners",
        sa.Column("fit_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fit_id"], ["memory_fits.id"], name=op.f("fk_memory_fit_learners_fit_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["people.id"], name=op.f("fk_memory_fit_learners_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fit_id", "learner_id", name=op.f("pk_memory_fit_learners")),
    )
    op.create_index(op.f("ix_memory_fit_learners_learner_id"), "memory_fit_learners", ["learner_id"])


def downgrade() -> None:
    op.drop_table("memory_fit_learners")
    op.drop_column("memory_fits", "of_group")
