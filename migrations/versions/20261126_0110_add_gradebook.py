"""add gradebook: rules of grades, what teachers decide about marks, regrades of a class, addresses of calendars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0110"
down_revision = "20261126_0105"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _refers(table: str, column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "gradebook_rules",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("weighted", sa.Boolean(), nullable=False),
        sa.Column("missing_is_zero", sa.Boolean(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("shows_grade", sa.Boolean(), nullable=False),
        sa.Column("counts_left", sa.Boolean(), nullable=False),
        _refers("gradebook_rules", "class_id", "classes"),
        sa.PrimaryKeyConstraint("class_id", name=op.f("pk_gradebook_rules")),
    )
    op.create_table(
        "gradebook_categories",
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("drop_lowest", sa.Integer(), nullable=False),
        sa.Column("alike", sa.Boolean(), nullable=False),
        _refers("gradebook_categories", "class_id", "classes"),
        sa.PrimaryKeyConstraint("class_id", "name", name=op.f("pk_gradebook_categories")),
    )
    op.create_table(
        "gradebook_items",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("is_extra", sa.Boolean(), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        _refers("gradebook_items", "assignment_id", "assignments"),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_gradebook_items")),
    )
    op.add_column("regrades", sa.Column("class_id", sa.Integer(), nullable=True))
    _decisions()
    op.create_table(
        "calendar_feeds",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        _refers("calendar_feeds", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token", name=op.f("uq_calendar_feeds_token")),
    )


def _decisions() -> None:
    table = "mark_decisions"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Float()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('override', 'excuse', 'late', 'comment')", name=op.f("ck_mark_decisions_kind_known")
        ),
        _refers(table, "assignment_id", "assignments"),
        _refers(table, "person_id", "people"),
        _refers(table, "by_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f("ix_mark_decisions_assignment_id_person_id"), table, ["assignment_id", "person_id"])
    op.create_index(op.f("ix_mark_decisions_person_id"), table, ["person_id"])


def downgrade() -> None:
    op.drop_column("regrades", "class_id")
    for table in ("calendar_feeds", "mark_decisions", "gradebook_items", "gradebook_categories", "gradebook_rules"):
        op.drop_table(table)
