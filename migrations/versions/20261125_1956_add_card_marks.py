"""add card marks: flags, notes, suspended and buried cards, the steps that can be taken back, and habits of review."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1956"
down_revision = "20261125_1955"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "card_marks",
        sa.Column("learner_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("card_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("flag", sa.Integer(), nullable=False),
        sa.Column("suspended_at", sa.DateTime(timezone=True)),
        sa.Column("buried_day", sa.Integer()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("helped_lapses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["people.id"], name=op.f("fk_card_marks_learner_id")),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_card_marks_card_id")),
        sa.PrimaryKeyConstraint("learner_id", "card_id", name=op.f("pk_card_marks")),
    )
    op.create_table(
        "card_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["learner_id"], ["people.id"], name=op.f("fk_card_actions_learner_id")),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name=op.f("fk_card_actions_card_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_actions")),
        sa.UniqueConstraint("learner_id", "event_id", name=op.f("uq_card_actions_learner_id_event_id")),
    )
    op.create_index(op.f("ix_card_actions_learner_id_day"), "card_actions", ["learner_id", "day"])
    op.create_table(
        "review_habits",
        sa.Column("learner_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("keys", JSON, nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["people.id"], name=op.f("fk_review_habits_learner_id")),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_review_habits")),
    )


def downgrade() -> None:
    for table in ("review_habits", "card_actions", "card_marks"):
        op.drop_table(table)
