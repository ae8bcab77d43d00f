"""add origins: where copied banks and questions came from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1958"
down_revision = "20261125_1956"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, things in (("bank_origins", "bank"), ("question_origins", "question")):
        more = [sa.Column("number", sa.Integer(), nullable=False)] if things == "question" else []
        own, origin = f"{things}_id", "origin_id"
        op.create_table(
            table,
            sa.Column(own, sa.Integer(), nullable=False),
            sa.Column(origin, sa.Integer(), nullable=False),
            *more,
            sa.ForeignKeyConstraint([own], [f"{things}s.id"], name=op.f(f"fk_{table}_{own}"), ondelete="CASCADE"),
            sa.ForeignKeyConstraint([origin], [f"{things}s.id"], name=op.f(f"fk_{table}_{origin}"), ondelete="CASCADE"),
            sa.PrimaryKeyConstraint(own, name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_{origin}"), table, [origin])


def downgrade() -> None:
    for table in ("question_origins", "bank_origins"):
        op.drop_index(op.f(f"ix_{table}_origin_id"), table_name=table)
        op.drop_table(table)
