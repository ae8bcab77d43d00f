"""add staff actions: what staff did, as far as no other record tells it; only ever added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261126_0335"
down_revision = "20261126_0155"
branch_labels = None
depends_on = None

TABLE = "staff_actions"
REFERS = {"by_id": "people", "person_id": "people", "class_id": "classes", "bank_id": "banks"}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("class_id", sa.Integer()),
        sa.Column("bank_id", sa.Integer()),
        sa.Column("subject_id", sa.Integer()),
        sa.Column("details", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.CheckConstraint(
            "by_role IN ('admin', 'instructor', 'student', 'server')", name=op.f("ck_staff_actions_by_role_known")
        ),
        *(
            sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{TABLE}_{name}"), ondelete="SET NULL")
            for name, target in REFERS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_actions")),
    )
    for column in ("at", *REFERS):
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column])
    # Whom it names may be erased, and is forgotten then: nothing else of it changes.
    told = "BEFORE UPDATE OF at, act, by_role, subject_id, details"
    if op.get_bind().dialect.name == "sqlite":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
        op.execute(f"CREATE TRIGGER {TABLE}_append_only {told} ON {TABLE} {refusal}")
    else:
        op.execute(f"CREATE TRIGGER {TABLE}_append_only {told} ON {TABLE} EXECUTE FUNCTION refuse_change()")


def downgrade() -> None:
    op.drop_table(TABLE)
