"""keep earlier headings of banks: the ancestors of uploaded files' heads; part conflicts know who sent them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0040"
down_revision = "20261126_0035"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
TABLE = "heading_changes"
CONFLICTS = "part_conflicts"
PERSON = f"fk_{CONFLICTS}_person_id"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["bank_id"], ["banks.id"], name=op.f(f"fk_{TABLE}_bank_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_bank_id"), TABLE, ["bank_id"])
    with op.batch_alter_table(CONFLICTS) as batch:
        batch.add_column(sa.Column("name", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("person_id", sa.Integer()))
        batch.create_foreign_key(op.f(PERSON), "people", ["person_id"], ["id"])
    op.execute(f"UPDATE {CONFLICTS} SET name = path")  # noqa: S608 - a name from this module
    with op.batch_alter_table(CONFLICTS) as batch:
        batch.alter_column("name", server_default=None)


def downgrade() -> None:
    op.execute(f"DELETE FROM {CONFLICTS} WHERE path = ''")  # noqa: S608 - a name from this module
    with op.batch_alter_table(CONFLICTS) as batch:
        batch.drop_constraint(op.f(PERSON), type_="foreignkey")
        batch.drop_column("person_id")
        batch.drop_column("name")
    op.drop_table(TABLE)
