"""add workbench: archive, flags and trash of questions, trash of banks, and the journal of bulk operations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261125_1930"
down_revision = "20261125_1855"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
FEW_SET = ("archived_at", "flagged_at", "trashed_at")


def upgrade() -> None:
    for name in (*FEW_SET, "removed_at"):
        op.add_column("questions", sa.Column(name, sa.DateTime(timezone=True)))
    for name in FEW_SET:
        is_set = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_questions_{name}", "questions", [name], sqlite_where=is_set, postgresql_where=is_set)
    op.add_column("banks", sa.Column("trashed_at", sa.DateTime(timezone=True)))
    op.create_table(
        "bulk_operations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("said", JSON, nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("left", JSON, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_bulk_operations_person_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["people.id"], name=op.f("fk_bulk_operations_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_operations")),
    )
    op.create_index(op.f("ix_bulk_operations_at"), "bulk_operations", ["at"])
    op.create_table(
        "bulk_items",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["bulk_operations.id"], name=op.f("fk_bulk_items_operation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_bulk_items_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("operation_id", "question_id", name=op.f("pk_bulk_items")),
    )
    op.create_index(op.f("ix_bulk_items_question_id"), "bulk_items", ["question_id"])


def downgrade() -> None:
    op.drop_table("bulk_items")
    op.drop_table("bulk_operations")
    op.drop_column("banks", "trashed_at")
    for name in FEW_SET:
        op.drop_index(f"ix_questions_{name}", "questions")
    for name in ("removed_at", *FEW_SET):
        op.drop_column("questions", name)
