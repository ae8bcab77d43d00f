"""add roles: who may do what with a bank, admins of the site, accounts that are left, and who changed any of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1830"
down_revision = "20261125_1800"
branch_labels = None
depends_on = None

LOGS = ("role_changes", "person_changes")


def upgrade() -> None:
    op.add_column("people", sa.Column("is_admin", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("people", sa.Column("deactivated_at", sa.DateTime(timezone=True)))
    # Whoever was there first looks after the site, as the one-time link made them.
    op.execute("UPDATE people SET is_admin = true WHERE id = (SELECT min(id) FROM people WHERE role = 'instructor')")
    op.create_table(
        "bank_members",
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        *_references("bank_members", bank_id="banks", person_id="people"),
        sa.PrimaryKeyConstraint("bank_id", "person_id", name=op.f("pk_bank_members")),
    )
    op.create_index(op.f("ix_bank_members_person_id"), "bank_members", ["person_id"])
    op.create_table(
        "role_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bank_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_references("role_changes", bank_id="banks", person_id="people", by_id="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_changes")),
    )
    op.create_index(op.f("ix_role_changes_bank_id"), "role_changes", ["bank_id"])
    op.create_table(
        "person_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_references("person_changes", person_id="people", by_id="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_changes")),
    )
    op.create_index(op.f("ix_person_changes_person_id"), "person_changes", ["person_id"])
    for log in LOGS:
        _refuse_changes(log)


def _references(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
        for column, target in columns.items()
    ]


def _refuse_changes(log: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {log}_append_only BEFORE UPDATE ON {log} "
            f"BEGIN SELECT RAISE(ABORT, '{log} is append-only'); END"
        )
    else:
        op.execute(f"CREATE TRIGGER {log}_append_only BEFORE UPDATE ON {log} EXECUTE FUNCTION refuse_change()")


def downgrade() -> None:
    for table in ("person_changes", "role_changes", "bank_members"):
        op.drop_table(table)
    op.drop_column("people", "deactivated_at")
    op.drop_column("people", "is_admin")
