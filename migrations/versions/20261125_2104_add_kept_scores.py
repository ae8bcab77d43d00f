"""add kept scores: that answers stay as they were marked, though the key of their question changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_2104"
down_revision = "20261125_2005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    columns = {"question_id": "questions", "version_id": "question_versions"}
    people = ("person_id", "undone_by_id")
    op.create_table(
        "kept_scores",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in columns),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], [f"{of}.id"], name=op.f(f"fk_kept_scores_{name}"), ondelete="CASCADE")
            for name, of in columns.items()
        ),
        *(sa.ForeignKeyConstraint([name], ["people.id"], name=op.f(f"fk_kept_scores_{name}")) for name in people),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_scores")),
    )
    op.create_index(op.f("ix_kept_scores_question_id"), "kept_scores", ["question_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_kept_scores_question_id"), table_name="kept_scores")
    op.drop_table("kept_scores")
