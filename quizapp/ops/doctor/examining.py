"""The whole examination: each look in turn, and none that breaks keeps the others away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from quizapp.config import Settings
from quizapp.kinds.messages import N_
from quizapp.ops.doctor import data, disk, mail, network, system, ways
from quizapp.ops.doctor.findings import Finding, Level, finding
from quizapp.ops.schema import newest_revision, stored_revision


def examine(settings: Settings, now: datetime) -> list[Finding]:
    """Look an installation over, and return what was found, in a fixed order."""
    if not settings.data_dir.is_dir():
        missing = disk.look_for_folder(settings)
        return [*system.look_at_python(), *system.look_at_sqlite(), *system.look_at_search(), *missing]
    revision, stored, troubles = _read(settings, now)
    found = [*system.look_at_python(), *system.look_at_sqlite(), *system.look_at_search()]
    found += system.look_at_clock(settings, now, stored.newest if stored else None)
    found += [*disk.look_at_room(settings), *disk.look_at_rights(settings), *disk.look_at_speed(settings)]
    found += [*network.look_at_port(settings), *network.look_at_addresses(settings)]
    found += [*network.look_at_firewall(settings), *troubles]
    found += data.look_at_schema(revision) if not troubles else ()
    if stored:
        found += [*data.look_at_jobs(stored, now), *data.look_at_pictures(settings, stored)]
    found += mail.look_at_mail(settings, stored.post if stored else None)
    return [*found, *ways.look_at_ways(settings), *data.look_at_backups(settings, now)]


def is_well(found: list[Finding]) -> bool:
    """Say whether nothing found needs anybody."""
    return all(one.level in {Level.WELL, Level.NOTE} for one in found)


def _read(settings: Settings, now: datetime) -> tuple[str, data.Stored | None, list[Finding]]:
    try:
        revision = stored_revision(settings)
        return revision, _stored(settings, now) if revision == newest_revision() else None, []
    except sa.exc.SQLAlchemyError as error:
        return "", None, list(_trouble(settings, error))


def _trouble(settings: Settings, error: sa.exc.SQLAlchemyError) -> Iterator[Finding]:
    why = getattr(error, "orig", None) or type(error).__name__
    text = N_("The database cannot be read: %(why)s")
    advice = (
        N_("`quizapp backups` lists the backups, `quizapp restore` puts one in its place; what is there is kept.")
        if settings.uses_sqlite
        else N_("See whether PostgreSQL runs, and whether QUIZAPP_DATABASE_URL is right.")
    )
    yield finding("database", Level.FAULT, text, advice, why=str(why).strip())


def _stored(settings: Settings, now: datetime) -> data.Stored:
    engine = sa.create_engine(settings.database_url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        if settings.uses_sqlite:
            connection.exec_driver_sql("PRAGMA query_only = 1")
        return data.read_stored(connection, now)
