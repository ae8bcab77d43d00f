"""add actors and events: who a question is about, what happened when, and which weaknesses are accepted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261124_0040"
down_revision = "20261123_1310"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
COLUMNS = (
    ("actors", JSON, "[]"),
    ("happened", sa.Text(), ""),
    ("event", sa.Text(), ""),
    ("allowed", JSON, "{}"),
)


def upgrade() -> None:
    op.add_column("banks", sa.Column("reading_grade", sa.Integer()))
    for name, kind, empty in COLUMNS:
        op.add_column("question_versions", sa.Column(name, kind, nullable=False, server_default=sa.text(f"'{empty}'")))


def downgrade() -> None:
    for name, _kind, _empty in reversed(COLUMNS):
        op.drop_column("question_versions", name)
    op.drop_column("banks", "reading_grade")
