"""add file transfer: what files said when in step with the database, open conflicts, uploads to be confirmed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1850"
down_revision = "20261125_1845"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("sources", sa.Column("file_block", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "synced_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("said", JSON, nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synced_files")),
        sa.UniqueConstraint("path", name=op.f("uq_synced_files_path")),
    )
    op.create_table(
        "file_conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("base", sa.Text()),
        sa.Column("person_id", sa.Integer()),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_file_conflicts_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_file_conflicts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_conflicts")),
        sa.UniqueConstraint("question_id", "path", name=op.f("uq_file_conflicts_question_id_path")),
    )
    op.create_table(
        "bank_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("bank_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True)),
        sa.Column("plan", JSON, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_bank_uploads_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_uploads")),
    )
    op.create_index(op.f("ix_bank_uploads_person_id_bank_key"), "bank_uploads", ["person_id", "bank_key"])


def downgrade() -> None:
    op.drop_index(op.f("ix_bank_uploads_person_id_bank_key"), table_name="bank_uploads")
    op.drop_table("bank_uploads")
    op.drop_table("file_conflicts")
    op.drop_table("synced_files")
    op.drop_column("sources", "file_block")
