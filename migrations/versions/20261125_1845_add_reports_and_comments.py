"""add reports and comments: what students think is wrong with a question, and what those who work on it say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1845"
down_revision = "20261125_1843"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("score", sa.Float()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer()),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("fixed_number", sa.Integer()),
        _reference("reports", "slot_id", "slots"),
        _reference("reports", "learner_id", "people"),
        _reference("reports", "question_id", "questions"),
        _reference("reports", "version_id", "question_versions"),
        _reference("reports", "answered_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("slot_id", name=op.f("uq_reports_slot_id")),
    )
    op.create_index(op.f("ix_reports_learner_id"), "reports", ["learner_id"])
    op.create_index(op.f("ix_reports_question_id"), "reports", ["question_id"])
    op.create_index(op.f("ix_reports_verdict_question_id"), "reports", ["verdict", "question_id"])
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer()),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True)),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.Column("resolved_at", sa.DateTime(timezone=True)),
        sa.Column("resolved_by_id", sa.Integer()),
        _reference("comments", "question_id", "questions", ondelete="CASCADE"),
        _reference("comments", "thread_id", "comments", ondelete="CASCADE"),
        _reference("comments", "author_id", "people"),
        _reference("comments", "resolved_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index(op.f("ix_comments_thread_id"), "comments", ["thread_id"])
    op.create_index(op.f("ix_comments_question_id_id"), "comments", ["question_id", "id"])


def _reference(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def downgrade() -> None:
    op.drop_table("comments")
    op.drop_table("reports")
