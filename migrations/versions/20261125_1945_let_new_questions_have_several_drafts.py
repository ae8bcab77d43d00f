"""let new questions have several drafts: copies, and one that became of another kind, lie beside the first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_1945"
down_revision = "20261125_1943"
branch_labels = None
depends_on = None

IS_NEW = sa.text("question_id IS NULL")
NAME = "uq_question_drafts_new"


def _index(columns: list[str]) -> None:
    op.create_index(NAME, "question_drafts", columns, unique=True, sqlite_where=IS_NEW, postgresql_where=IS_NEW)


def upgrade() -> None:
    op.add_column("question_drafts", sa.Column("sheet", sa.Text(), nullable=False, server_default=""))
    op.drop_index(NAME, table_name="question_drafts")
    _index(["author_id", "bank_id", "kind", "sheet"])


def downgrade() -> None:
    op.execute("DELETE FROM question_drafts WHERE sheet <> ''")
    op.drop_index(NAME, table_name="question_drafts")
    op.drop_column("question_drafts", "sheet")
    _index(["author_id", "bank_id", "kind"])
