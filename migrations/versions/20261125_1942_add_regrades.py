"""add regrades: answers graded again by a newer key, what it changed, and which key marks a slot."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1942"
down_revision = "20261125_1941"
branch_labels = None
depends_on = None

VERSION = "question_versions.id"
KEY = "fk_slots_key_version_id"


def upgrade() -> None:
    with op.batch_alter_table("slots") as batch:
        batch.add_column(sa.Column("key_version_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f(KEY), "question_versions", ["key_version_id"], ["id"])
    op.create_table(
        "regrades",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.Column("undone_by_id", sa.Integer()),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_regrades_question_id")),
        sa.ForeignKeyConstraint(["version_id"], [VERSION], name=op.f("fk_regrades_version_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_regrades_person_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["people.id"], name=op.f("fk_regrades_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrades")),
    )
    op.create_index(op.f("ix_regrades_question_id"), "regrades", ["question_id"])
    op.create_table(
        "regrade_changes",
        sa.Column("regrade_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("old_key_version_id", sa.Integer()),
        sa.Column("new_key_version_id", sa.Integer()),
        sa.Column("old_score", sa.Double()),
        sa.Column("new_score", sa.Double()),
        sa.Column("old_attempt_score", sa.Double()),
        sa.Column("new_attempt_score", sa.Double()),
        sa.ForeignKeyConstraint(["regrade_id"], ["regrades.id"], name=op.f("fk_regrade_changes_regrade_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name=op.f("fk_regrade_changes_slot_id")),
        sa.ForeignKeyConstraint(["old_key_version_id"], [VERSION], name=op.f("fk_regrade_changes_old_key_version_id")),
        sa.ForeignKeyConstraint(["new_key_version_id"], [VERSION], name=op.f("fk_regrade_changes_new_key_version_id")),
        sa.PrimaryKeyConstraint("regrade_id", "slot_id", name=op.f("pk_regrade_changes")),
    )
    op.create_index(op.f("ix_regrade_changes_slot_id"), "regrade_changes", ["slot_id"])


def downgrade() -> None:
    op.drop_table("regrade_changes")
    op.drop_table("regrades")
    with op.batch_alter_table("slots") as batch:
        batch.drop_constraint(batch.f(KEY), type_="foreignkey")
        batch.drop_column("key_version_id")
