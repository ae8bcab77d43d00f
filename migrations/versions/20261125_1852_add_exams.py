"""add exams: tests on a date that learners prepare for, with their banks, and what each learner makes of a set one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1852"
down_revision = "20261125_1901"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exams",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("for_everyone", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes_per_day", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_exams_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exams")),
    )
    op.create_index(op.f("ix_exams_owner_id"), "exams", ["owner_id"])
    op.create_table(
        "exam_banks",
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name=op.f("fk_exam_banks_exam_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["bank_id"], ["banks.id"], name=op.f("fk_exam_banks_bank_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("exam_id", "bank_id", name=op.f("pk_exam_banks")),
    )
    op.create_table(
        "exam_choices",
        sa.Column("exam_id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("minutes_per_day", sa.Integer(), nullable=False),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name=op.f("fk_exam_choices_exam_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["people.id"], name=op.f("fk_exam_choices_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("exam_id", "learner_id", name=op.f("pk_exam_choices")),
    )


def downgrade() -> None:
    op.drop_table("exam_choices")
    op.drop_table("exam_banks")
    op.drop_index(op.f("ix_exams_owner_id"), table_name="exams")
    op.drop_table("exams")
