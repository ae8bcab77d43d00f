"""place due days: the day chosen with a rating is in the log, and learners have calendars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1901"
down_revision = "20261125_1958"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("review_log", sa.Column("placed_day", sa.Integer()))
    op.create_table(
        "study_calendars",
        sa.Column("learner_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shares", JSON, nullable=False),
        sa.Column("days_off", JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["people.id"], name=op.f("fk_study_calendars_learner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_study_calendars")),
    )


def downgrade() -> None:
    op.drop_table("study_calendars")
    op.drop_column("review_log", "placed_day")
