"""Which migrations a database has, and which there are.

Told without Alembic, which takes a tenth of a second and 9 MiB: a start needs it only where there is something to do.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Mapping

import sqlalchemy as sa

from quizapp.config import Settings
from quizapp.ops.paths import migrations_dir

_NAMED = re.compile(r"^(revision|down_revision)\b[^=\n]*= *(.+)$", re.MULTILINE)
_QUOTED = re.compile(r"[\"'](\w+)[\"']")


@functools.cache
def shipped_revisions() -> Mapping[str, frozenset[str]]:
    """Return the migrations that come with this version, each with those that it follows."""
    found = {}
    for path in (migrations_dir() / "versions").glob("*.py"):
        named = dict(_NAMED.findall(path.read_text(encoding="utf-8")))
        (revision,) = _QUOTED.findall(named["revision"])
        found[revision] = frozenset(_QUOTED.findall(named["down_revision"]))
    return found


@functools.cache
def newest_revision() -> str:
    """Return the schema that this version works with."""
    shipped = shipped_revisions()
    (newest,) = set(shipped).difference(*shipped.values())
    return newest


def is_known(revision: str) -> bool:
    """Say whether this version knows a schema, or whether a newer version made it."""
    return revision == "" or revision in shipped_revisions()


def stored_revision(settings: Settings) -> str:
    """Return the schema of an installation's database; "" where there is none yet."""
    if settings.uses_sqlite and not settings.database_file.is_file():
        return ""
    engine = sa.create_engine(settings.database_url, poolclass=sa.NullPool)
    with contextlib.closing(engine.connect()) as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return ""
        return connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or ""
