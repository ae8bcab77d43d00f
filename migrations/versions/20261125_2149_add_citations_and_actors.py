"""add citations and actors: what current versions cite and whom they are about, a row each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261125_2149"
down_revision = "20261125_2210"
branch_labels = None
depends_on = None

FILL = {
    "sqlite": (
        """INSERT INTO question_citations (question_id, reference, source)
        SELECT DISTINCT q.id, j.value, substr(j.value, 1, instr(j.value || '#', '#') - 1)
        FROM questions q JOIN question_versions v ON v.question_id = q.id AND v.number = q.current_number
        JOIN json_each(v.sources) j WHERE q.removed_at IS NULL""",
        """INSERT INTO question_actors (question_id, name) SELECT DISTINCT q.id, j.value
        FROM questions q JOIN question_versions v ON v.question_id = q.id AND v.number = q.current_number
        JOIN json_each(v.actors) j WHERE q.removed_at IS NULL""",
    ),
    "postgresql": (
        """INSERT INTO question_citations (question_id, reference, source)
        SELECT DISTINCT q.id, j.value, split_part(j.value, '#', 1)
        FROM questions q JOIN question_versions v ON v.question_id = q.id AND v.number = q.current_number
        CROSS JOIN jsonb_array_elements_text(v.sources::jsonb) AS j(value) WHERE q.removed_at IS NULL""",
        """INSERT INTO question_actors (question_id, name) SELECT DISTINCT q.id, j.value
        FROM questions q JOIN question_versions v ON v.question_id = q.id AND v.number = q.current_number
        CROSS JOIN jsonb_array_elements_text(v.actors::jsonb) AS j(value) WHERE q.removed_at IS NULL""",
    ),
}


def upgrade() -> None:
    _create(
        "question_citations",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
    )
    _create("question_actors", sa.Column("name", sa.Text(), nullable=False))
    is_dated = sa.text("happened <> ''")
    op.create_index(
        "ix_question_versions_happened",
        "question_versions",
        ["happened"],
        sqlite_where=is_dated,
        postgresql_where=is_dated,
    )
    for statement in FILL[op.get_bind().dialect.name]:
        op.execute(statement)


def _create(name: str, *columns: sa.Column[str]) -> None:
    value = columns[0].name
    op.create_table(
        name,
        sa.Column("question_id", sa.Integer(), autoincrement=False, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f(f"fk_{name}_question_id")),
        sa.PrimaryKeyConstraint("question_id", value, name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{name}_{value}"), name, [value])


def downgrade() -> None:
    op.drop_index("ix_question_versions_happened", "question_versions")
    op.drop_table("question_actors")
    op.drop_table("question_citations")
