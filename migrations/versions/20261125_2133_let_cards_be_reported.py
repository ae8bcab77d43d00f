"""let cards be reported: a report hangs on a slot or on a card."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_2133"
down_revision = "20261125_2130"
branch_labels = None
depends_on = None

CARD = "fk_reports_card_id"
ONCE = "uq_reports_learner_id_card_id_version_id"


def upgrade() -> None:
    with op.batch_alter_table("reports") as batch:
        batch.alter_column("slot_id", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("card_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(batch.f(CARD), "cards", ["card_id"], ["id"])
        batch.create_unique_constraint(batch.f(ONCE), ["learner_id", "card_id", "version_id"])
    op.create_index(op.f("ix_reports_card_id"), "reports", ["card_id"])


def downgrade() -> None:
    op.execute("DELETE FROM reports WHERE slot_id IS NULL")  # there is no place for them
    op.drop_index(op.f("ix_reports_card_id"), table_name="reports")
    with op.batch_alter_table("reports") as batch:
        batch.drop_constraint(batch.f(ONCE), type_="unique")
        batch.drop_constraint(batch.f(CARD), type_="foreignkey")
        batch.drop_column("card_id")
        batch.alter_column("slot_id", existing_type=sa.Integer(), nullable=False)
