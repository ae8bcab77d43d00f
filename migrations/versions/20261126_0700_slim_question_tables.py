"""slim question tables: what tens of thousands of new questions write without anybody looking it up by that.

On SQLite the index of words is made anew without the beginnings of three letters, as those of two are what makes it
quick; and it leaves questions that are written by the thousand to whoever writes them: they have -1 for the number of
their current version until it has their words. A facet is found by its question or by its own name, so that its key is
the table itself. A version that no person wrote, as a file's has no author, needs no place among those of authors.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_0700"
down_revision = "20261126_0450"
branch_labels = None
depends_on = None

HAS_AUTHOR = sa.text("author_id IS NOT NULL")
INDEX = """CREATE VIRTUAL TABLE question_search USING fts5(search_text, content = 'question_versions',
    content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '{prefix}')"""
FILL = """INSERT INTO question_search (rowid, search_text) SELECT v.id, v.search_text FROM question_versions AS v
    JOIN questions AS q ON q.id = v.question_id AND q.current_number = v.number ORDER BY v.id"""
MOVED = """CREATE TRIGGER question_search_moved AFTER UPDATE OF current_number ON questions
    WHEN OLD.current_number <> NEW.current_number{and_more} BEGIN
    INSERT INTO question_search (question_search, rowid, search_text)
    SELECT 'delete', id, search_text FROM question_versions
    WHERE question_id = OLD.id AND number = OLD.current_number;
    INSERT INTO question_search (rowid, search_text)
    SELECT id, search_text FROM question_versions
    WHERE question_id = NEW.id AND number = NEW.current_number; END"""


def upgrade() -> None:
    op.drop_index("ix_question_versions_author_id", table_name="question_versions")
    op.create_index(
        "ix_question_versions_author_id",
        "question_versions",
        ["author_id"],
        sqlite_where=HAS_AUTHOR,
        postgresql_where=HAS_AUTHOR,
    )
    if op.get_bind().dialect.name == "sqlite":
        _copy_facets(with_rowid=False)
        _index_anew(prefix="2", and_more=" AND OLD.current_number <> -1")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _index_anew(prefix="2 3", and_more="")
        _copy_facets(with_rowid=True)
    op.drop_index("ix_question_versions_author_id", table_name="question_versions")
    op.create_index("ix_question_versions_author_id", "question_versions", ["author_id"])


def _copy_facets(*, with_rowid: bool) -> None:
    with op.batch_alter_table("question_facets", recreate="always", table_kwargs={"sqlite_with_rowid": with_rowid}):
        pass


def _index_anew(*, prefix: str, and_more: str) -> None:
    """Make the index and the trigger on questions anew, where this SQLite has an index."""
    has_index = "SELECT count(*) FROM sqlite_master WHERE name = 'question_search'"
    if op.get_bind().exec_driver_sql(has_index).scalar():
        op.execute("DROP TRIGGER question_search_moved")
        op.execute("DROP TABLE question_search")
        op.execute(INDEX.format(prefix=prefix))
        op.execute(FILL)
        op.execute(MOVED.format(and_more=and_more))
