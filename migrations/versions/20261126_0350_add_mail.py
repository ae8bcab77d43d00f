"""add mail: addresses that people gave, and the mails that wait to be sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0350"
down_revision = "20261126_0345"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "mail_addresses",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("pending", sa.Text()),
        sa.Column("pending_nonce", sa.Text()),
        sa.Column("pending_until", MOMENT),
        sa.Column("stop_key", sa.Text(), nullable=False),
        sa.Column("announcements", sa.Boolean(), nullable=False),
        sa.Column("reminders", sa.Boolean(), nullable=False),
        _refers("mail_addresses", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_addresses")),
        sa.UniqueConstraint("pending_nonce", name=op.f("uq_mail_addresses_pending_nonce")),
        sa.UniqueConstraint("stop_key", name=op.f("uq_mail_addresses_stop_key")),
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer()),
        sa.Column("assignment_id", sa.Integer()),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('confirmation', 'announcement', 'reminder')", name=op.f("ck_mails_kind_known")),
        _refers("mails", "person_id", "people"),
        _refers("mails", "announcement_id", "announcements"),
        _refers("mails", "assignment_id", "assignments"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("person_id", "announcement_id", name=op.f("uq_mails_person_id_announcement_id")),
        sa.UniqueConstraint("person_id", "assignment_id", name=op.f("uq_mails_person_id_assignment_id")),
    )
    for column in ("announcement_id", "assignment_id", "next_at"):
        op.create_index(op.f(f"ix_mails_{column}"), "mails", [column])


def downgrade() -> None:
    op.drop_table("mails")
    op.drop_table("mail_addresses")
