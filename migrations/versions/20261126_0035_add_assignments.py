"""add assignments: what is given out to a class, exceptions of students, sittings, and passages that were read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0035"
down_revision = "20261126_0030"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def _refers(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False, server_default=""),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("opens_at", MOMENT),
        sa.Column("closes_at", MOMENT),
        sa.Column("late_until", MOMENT),
        sa.Column("points", sa.Float(), nullable=False, server_default="10"),
        sa.Column("category", sa.Text(), nullable=False, server_default=""),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("trashed_at", MOMENT),
        sa.Column("copied_from_id", sa.Integer()),
        _refers("assignments", "class_id", "classes", "CASCADE"),
        _refers("assignments", "created_by_id", "people", "SET NULL"),
        _refers("assignments", "copied_from_id", "assignments", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_class_id"), "assignments", ["class_id"])
    _exceptions()
    _sittings()
    _readings()


def _exceptions() -> None:
    table = "assignment_exceptions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("extra_percent", sa.Integer()),
        sa.Column("extra_minutes", sa.Integer()),
        sa.Column("opens_at", MOMENT),
        sa.Column("closes_at", MOMENT),
        sa.Column("attempts", sa.Integer()),
        sa.Column("excused", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        _refers(table, "assignment_id", "assignments", "CASCADE"),
        _refers(table, "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("assignment_id", "person_id", name=op.f(f"uq_{table}_assignment_id_person_id")),
    )
    op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])


def _sittings() -> None:
    op.create_table(
        "sittings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("seen_before", sa.Integer(), nullable=False, server_default="0"),
        _refers("sittings", "assignment_id", "assignments", "CASCADE"),
        _refers("sittings", "person_id", "people", "CASCADE"),
        _refers("sittings", "attempt_id", "attempts", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sittings")),
        sa.UniqueConstraint(
            "assignment_id", "person_id", "number", name=op.f("uq_sittings_assignment_id_person_id_number")
        ),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_sittings_attempt_id")),
    )
    op.create_index(op.f("ix_sittings_person_id"), "sittings", ["person_id"])


def _readings() -> None:
    op.create_table(
        "read_passages",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False, server_default="0"),
        _refers("read_passages", "assignment_id", "assignments", "CASCADE"),
        _refers("read_passages", "person_id", "people", "CASCADE"),
        sa.PrimaryKeyConstraint("assignment_id", "person_id", "passage", name=op.f("pk_read_passages")),
    )
    op.create_index(op.f("ix_read_passages_person_id"), "read_passages", ["person_id"])


def downgrade() -> None:
    for table in ("read_passages", "sittings", "assignment_exceptions", "assignments"):
        op.drop_table(table)
