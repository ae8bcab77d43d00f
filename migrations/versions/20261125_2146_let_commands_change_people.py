"""let commands change people: what was changed by nobody who signs in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_2146"
down_revision = "20261125_2135"
branch_labels = None
depends_on = None


LOG = "person_changes"


def upgrade() -> None:
    _let_be_null(nullable=True)


def downgrade() -> None:
    op.execute(f"DELETE FROM {LOG} WHERE by_id IS NULL")  # noqa: S608 - there is nobody to name
    _let_be_null(nullable=False)


def _let_be_null(*, nullable: bool) -> None:
    with op.batch_alter_table(LOG) as batch:
        batch.alter_column("by_id", existing_type=sa.Integer(), nullable=nullable)
    if op.get_bind().dialect.name == "sqlite":  # which made the table anew, without its trigger
        op.execute(
            f"CREATE TRIGGER {LOG}_append_only BEFORE UPDATE ON {LOG} "
            f"BEGIN SELECT RAISE(ABORT, '{LOG} is append-only'); END"
        )
