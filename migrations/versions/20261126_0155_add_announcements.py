"""add announcements: what teachers tell a class, and who has read it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0155"
down_revision = "20261126_0120"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _refers(table: str, column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("shown_until", sa.Date()),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT),
        sa.Column("withdrawn_at", MOMENT),
        _refers("announcements", "class_id", "classes"),
        _refers("announcements", "author_id", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index(op.f("ix_announcements_class_id"), "announcements", ["class_id"])
    op.create_table(
        "announcement_sightings",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        _refers("announcement_sightings", "announcement_id", "announcements"),
        _refers("announcement_sightings", "person_id", "people"),
        sa.PrimaryKeyConstraint("announcement_id", "person_id", name=op.f("pk_announcement_sightings")),
    )
    op.create_index(op.f("ix_announcement_sightings_person_id"), "announcement_sightings", ["person_id"])


def downgrade() -> None:
    op.drop_table("announcement_sightings")
    op.drop_table("announcements")
