"""add question drafts: what instructors typed and have not saved as a version yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261124_0230"
down_revision = "20261124_0150"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
IS_NEW = sa.text("question_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "question_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer()),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("base_number", sa.Integer(), nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_question_drafts_author_id")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_question_drafts_question_id")),
        sa.ForeignKeyConstraint(["bank_id"], ["banks.id"], name=op.f("fk_question_drafts_bank_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_drafts")),
        sa.UniqueConstraint("author_id", "question_id", name=op.f("uq_question_drafts_author_id_question_id")),
    )
    op.create_index(
        "uq_question_drafts_new",
        "question_drafts",
        ["author_id", "bank_id", "kind"],
        unique=True,
        sqlite_where=IS_NEW,
        postgresql_where=IS_NEW,
    )


def downgrade() -> None:
    op.drop_index("uq_question_drafts_new", table_name="question_drafts")
    op.drop_table("question_drafts")
