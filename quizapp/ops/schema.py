"""Which migrations a database has, and which there are."""

from __future__ import annotations

import contextlib
import functools

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from quizapp.config import Settings
from quizapp.ops.paths import migrations_dir


def shipped_scripts() -> ScriptDirectory:
    """Return the migrations that come with this version."""
    config = Config()
    config.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


@functools.cache
def newest_revision() -> str:
    """Return the schema that this version works with."""
    return shipped_scripts().get_current_head() or ""


def is_known(revision: str) -> bool:
    """Say whether this version knows a schema, or whether a newer version made it."""
    return revision == "" or any(script.revision == revision for script in shipped_scripts().walk_revisions())


def stored_revision(settings: Settings) -> str:
    """Return the schema of an installation's database; "" where there is none yet."""
    if settings.uses_sqlite and not settings.database_file.is_file():
        return ""
    engine = sa.create_engine(settings.database_url, poolclass=sa.NullPool)
    with contextlib.closing(engine.connect()) as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""
