"""forbid changing logs: what was answered and rated is only ever added to."""

from __future__ import annotations

from alembic import op

revision = "20261123_1310"
down_revision = "20261123_1306"
branch_labels = None
depends_on = None

LOGS = ("review_log", "responses")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for log in LOGS:
            op.execute(
                f"CREATE TRIGGER {log}_append_only BEFORE UPDATE ON {log} "
                f"BEGIN SELECT RAISE(ABORT, '{log} is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for log in LOGS:
        op.execute(f"CREATE TRIGGER {log}_append_only BEFORE UPDATE ON {log} EXECUTE FUNCTION refuse_change()")


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for log in LOGS:
        op.execute(f"DROP TRIGGER {log}_append_only" + (f" ON {log}" if postgresql else ""))
    if postgresql:
        op.execute("DROP FUNCTION refuse_change()")
