"""note which regrades made their version themselves, to accept an answer: both are of one moment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126_1310"
down_revision = "20261126_1410"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("regrades", sa.Column("made_version", sa.Boolean(), nullable=False, server_default=sa.false()))
    regrades = sa.table("regrades", *map(sa.column, ("version_id", "rule", "at", "made_version")))
    versions = sa.table("question_versions", *map(sa.column, ("id", "created_at")))
    of_one_moment = sa.exists().where(versions.c.id == regrades.c.version_id, versions.c.created_at == regrades.c.at)
    accepted = sa.and_(regrades.c.rule == "no_loss", of_one_moment)
    op.execute(sa.update(regrades).where(accepted).values(made_version=sa.true()))


def downgrade() -> None:
    op.drop_column("regrades", "made_version")
