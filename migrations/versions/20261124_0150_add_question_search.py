"""add question search: a full-text index over what current versions say, and the searches that instructors keep.

On SQLite the index is an FTS5 table, kept true by triggers. A later migration that rebuilds questions or
question_versions (a batch operation there) drops the triggers on it, and has to make them anew.
"""

from __future__ import annotations

import logging

import sqlalchemy as sa
from alembic import op

revision = "20261124_0150"
down_revision = "20261124_0130"
branch_labels = None
depends_on = None

REMOVE = """INSERT INTO question_search (question_search, rowid, search_text)
    SELECT 'delete', id, search_text FROM question_versions
    WHERE question_id = OLD.id AND number = OLD.current_number"""
ADD = """INSERT INTO question_search (rowid, search_text)
    SELECT id, search_text FROM question_versions
    WHERE question_id = NEW.id AND number = NEW.current_number"""
IS_CURRENT = "EXISTS (SELECT 1 FROM questions WHERE id = {row}.question_id AND current_number = {row}.number)"
ADD_VERSION = "INSERT INTO question_search (rowid, search_text) VALUES (NEW.id, NEW.search_text)"
REMOVE_VERSION = (
    "INSERT INTO question_search (question_search, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text)"
)
TRIGGERS = {
    "question_search_moved": f"""AFTER UPDATE OF current_number ON questions
        WHEN OLD.current_number <> NEW.current_number BEGIN {REMOVE}; {ADD}; END""",
    "question_search_added": f"""AFTER INSERT ON question_versions
        WHEN {IS_CURRENT.format(row="NEW")} BEGIN {ADD_VERSION}; END""",
    "question_search_changed": f"""AFTER UPDATE OF search_text ON question_versions
        WHEN {IS_CURRENT.format(row="NEW")} BEGIN {REMOVE_VERSION}; {ADD_VERSION}; END""",
    "question_search_removed": f"""AFTER DELETE ON question_versions
        WHEN {IS_CURRENT.format(row="OLD")} BEGIN {REMOVE_VERSION}; END""",
}

# PostgreSQL's own parser sees addresses and hyphens in texts, so that a word would not be found by itself: signs become
# spaces first (ASCII's, Latin-1's and the general punctuation).
SIGNS = r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f]+"
VECTOR = f"to_tsvector('simple', regexp_replace(search_text, '{SIGNS}', ' ', 'g'))"
ADD_VECTOR = f"ALTER TABLE question_versions ADD COLUMN search_vector tsvector GENERATED ALWAYS AS ({VECTOR}) STORED"


def upgrade() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_saved_searches_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_searches_person_id_name")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _index_sqlite()
    else:
        op.execute(ADD_VECTOR)
        op.execute("CREATE INDEX ix_question_versions_search_vector ON question_versions USING gin (search_vector)")


def _index_sqlite() -> None:
    built = {option for (option,) in op.get_bind().exec_driver_sql("PRAGMA compile_options")}
    if "ENABLE_FTS5" not in built:
        logging.getLogger("quizapp").warning("This SQLite has no FTS5: questions are searched without an index.")
        return
    op.execute(
        "CREATE VIRTUAL TABLE question_search USING fts5(search_text, content = 'question_versions', "
        "content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )
    op.execute(
        "INSERT INTO question_search (rowid, search_text) SELECT v.id, v.search_text FROM question_versions AS v "
        "JOIN questions AS q ON q.id = v.question_id AND q.current_number = v.number ORDER BY v.id"
    )
    for name, rule in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in TRIGGERS:
            op.execute(f"DROP TRIGGER IF EXISTS {name}")
        op.execute("DROP TABLE IF EXISTS question_search")
    else:
        op.execute("ALTER TABLE question_versions DROP COLUMN search_vector")
    op.drop_table("saved_searches")
