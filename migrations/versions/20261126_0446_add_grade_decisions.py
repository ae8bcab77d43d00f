"""add grade decisions: grades of a course that teachers set by hand, with the reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0446"
down_revision = "20261126_0440"
branch_labels = None
depends_on = None


def _refers(column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_grade_decisions_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "grade_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _refers("class_id", "classes", "CASCADE"),
        _refers("person_id", "people", "CASCADE"),
        _refers("by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_decisions")),
    )
    op.create_index(op.f("ix_grade_decisions_class_id"), "grade_decisions", ["class_id"])
    op.create_index(op.f("ix_grade_decisions_person_id"), "grade_decisions", ["person_id"])


def downgrade() -> None:
    op.drop_table("grade_decisions")
