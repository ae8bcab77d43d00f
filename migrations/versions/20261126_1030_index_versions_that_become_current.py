"""index versions that become current: on SQLite no trigger runs for each version that is written any more.

A version is written before it becomes its question's current one, and only then taken into the index of words. What is
written by the thousand is current from the beginning, and taken in by one statement: the trigger on new versions alone
took two fifths of the time of writing them. So nothing has -1 for its current version meanwhile, either.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_1030"
down_revision = "20261126_1020"
branch_labels = None
depends_on = None

ADDED = """CREATE TRIGGER question_search_added AFTER INSERT ON question_versions
    WHEN EXISTS (SELECT 1 FROM questions WHERE id = NEW.question_id AND current_number = NEW.number)
    BEGIN INSERT INTO question_search (rowid, search_text) VALUES (NEW.id, NEW.search_text); END"""
MOVED = """CREATE TRIGGER question_search_moved AFTER UPDATE OF current_number ON questions
    WHEN OLD.current_number <> NEW.current_number{and_more} BEGIN
    INSERT INTO question_search (question_search, rowid, search_text)
    SELECT 'delete', id, search_text FROM question_versions
    WHERE question_id = OLD.id AND number = OLD.current_number;
    INSERT INTO question_search (rowid, search_text)
    SELECT id, search_text FROM question_versions
    WHERE question_id = NEW.id AND number = NEW.current_number; END"""


def upgrade() -> None:
    if _has_index():
        op.execute("DROP TRIGGER question_search_added")
        op.execute("DROP TRIGGER question_search_moved")
        op.execute(MOVED.format(and_more=""))


def downgrade() -> None:
    if _has_index():
        op.execute("DROP TRIGGER question_search_moved")
        op.execute(MOVED.format(and_more=" AND OLD.current_number <> -1"))
        op.execute(ADDED)


def _has_index() -> bool:
    if op.get_bind().dialect.name != "sqlite":
        return False
    return bool(op.get_bind().scalar(sa.text("SELECT count(*) FROM sqlite_master WHERE name = 'question_search'")))
