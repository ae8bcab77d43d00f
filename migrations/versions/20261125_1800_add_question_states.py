"""add question states: how far each has come, what its file said of it, and who changed it when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1800"
down_revision = "20261124_0230"
branch_labels = None
depends_on = None

IS_NOT_READY = sa.text("state <> 'ready'")


def upgrade() -> None:
    for name in ("state", "file_state"):
        op.add_column("questions", sa.Column(name, sa.Text(), server_default="ready", nullable=False))
    op.create_index(
        "ix_questions_not_ready",
        "questions",
        ["state"],
        sqlite_where=IS_NOT_READY,
        postgresql_where=IS_NOT_READY,
    )
    op.create_table(
        "state_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_state_changes_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_state_changes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_changes")),
    )
    op.create_index(op.f("ix_state_changes_question_id"), "state_changes", ["question_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER state_changes_append_only BEFORE UPDATE ON state_changes "
            "BEGIN SELECT RAISE(ABORT, 'state_changes is append-only'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER state_changes_append_only BEFORE UPDATE ON state_changes EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    op.drop_table("state_changes")
    op.drop_index("ix_questions_not_ready", table_name="questions")
    for name in ("file_state", "state"):
        op.drop_column("questions", name)
