"""add sign-ins: where each person with an account is signed in; browsers that are so by now stay so, as one of them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "20261126_0420"
down_revision = "20261126_0350"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LATEST, IDLE = {True: 30, False: 180}, {True: 7, False: 60}
"""Days that sign-ins last, of staff and of students."""

_people = sa.table("people", sa.column("id"), sa.column("role"), sa.column("session_stamp"))


def upgrade() -> None:
    sign_ins = op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("ends_latest_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sign_ins_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    op.create_index(op.f("ix_sign_ins_person_id"), "sign_ins", ["person_id"])
    op.create_index(op.f("ix_sign_ins_ends_at"), "sign_ins", ["ends_at"])
    now = datetime.now(UTC)  # noqa: TID251 - a migration imports nothing of the application
    accounts = op.get_bind().execute(sa.select(_people).where(_people.c.role != "guest"))
    rows = [_signed_in(person_id, role == "instructor", stamp, now) for person_id, role, stamp in accounts]
    if rows:
        op.bulk_insert(sign_ins, rows)


def _signed_in(person_id: int, is_staff: bool, stamp: str, now: datetime) -> dict[str, object]:
    """Return the row of all browsers that a person is signed in in: until now all of them hold the same stamp."""
    return {
        "person_id": person_id,
        "token_hash": hashlib.sha256(f"{person_id}:{stamp}".encode()).hexdigest(),
        "browser": "",
        "system": "",
        "made_at": now,
        "seen_at": now,
        "ends_at": now + timedelta(days=IDLE[is_staff]),
        "ends_latest_at": now + timedelta(days=LATEST[is_staff]),
    }


def downgrade() -> None:
    op.drop_table("sign_ins")
