"""forget the files that questions from Anki packages never were in, so that none of them is missing there.

Of a question that a file has, its text is kept (file_block), and one made in the browser has no digest of a file.
"""

from __future__ import annotations

from alembic import op

revision = "20261126_1325"
down_revision = "20261126_1310"
branch_labels = None
depends_on = None

FORGET = """UPDATE questions SET file_digest = NULL, missing_since = NULL
WHERE file_digest IS NOT NULL AND file_block = '' AND EXISTS (
    SELECT 1 FROM question_versions v
    WHERE v.question_id = questions.id AND v.number = 1 AND v.origin = 'browser' AND v.digest = questions.file_digest
)"""


def upgrade() -> None:
    op.execute(FORGET)


def downgrade() -> None:
    """Leave what is known now."""
