"""The whole examination: each look in turn, and none that breaks keeps the others away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa

from quizapp.config import Settings
from quizapp.kinds.messages import N_
from quizapp.ops.doctor import data, disk, mail, network, system, ways
from quizapp.ops.doctor.findings import Finding, Level, finding
from quizapp.ops.refusals import is_denied, lacks_room
from quizapp.ops.schema import newest_revision, stored_revision


def examine(settings: Settings, now: datetime) -> list[Finding]:
    """Look an installation over, and return what was found, in a fixed order."""
    found = [*system.look_at_python()]
    if settings.uses_sqlite:
        found += [*system.look_at_sqlite(), *system.look_at_search()]
    if not disk.is_open_folder(settings.data_dir):
        return [*found, *disk.look_for_folder(settings)]
    rights = _tried(disk.look_at_rights, settings)
    revision, stored, troubles = _read(settings, now)
    found += system.look_at_clock(settings, now, stored.newest if stored else None)
    found += [*_tried(disk.look_at_room, settings), *rights, *_tried(disk.look_at_speed, settings)]
    for look in (network.look_at_port, network.look_at_addresses, network.look_at_firewall):
        found += _tried(look, settings)
    found += troubles if revision is None else data.look_at_schema(revision)
    if stored:
        found += [
            *data.look_at_server(stored),
            *data.look_at_jobs(stored, now),
            *_tried(data.look_at_pictures, settings, stored),
        ]
    found += mail.look_at_mail(settings, stored.post if stored else None)
    return [*found, *ways.look_at_ways(settings), *_tried(data.look_at_backups, settings, now)]


def is_well(found: list[Finding]) -> bool:
    """Say whether nothing found needs anybody."""
    return all(one.level in {Level.WELL, Level.NOTE} for one in found)


def _tried(look: Callable[..., Iterable[Finding]], *given: object) -> list[Finding]:
    """Return what a look finds; that a file or a folder is closed to it is a finding, too."""
    try:
        return list(look(*given))
    except OSError as error:
        return [_closed(error)]


def _closed(error: OSError) -> Finding:
    text = N_("This account cannot use %(path)s: %(why)s")
    advice = N_("Run the doctor as whoever runs the server, and let that account own what lies in the data folder.")
    return finding("rights", Level.FAULT, text, advice, path=error.filename, why=error.strerror)


def _read(settings: Settings, now: datetime) -> tuple[str | None, data.Stored | None, list[Finding]]:
    """Return the schema, None where it cannot be read, what is stored if that is of now, and what kept from reading."""
    try:
        revision = stored_revision(settings)
        return revision, _stored(settings, now) if revision == newest_revision() else None, []
    except sa.exc.SQLAlchemyError as error:
        is_said = is_denied(error) and disk.closed_of_database(settings)
        return None, None, [] if is_said else list(_trouble(settings, error))
    except OSError as error:
        return None, None, [_closed(error)]


def _trouble(settings: Settings, error: sa.exc.SQLAlchemyError) -> Iterator[Finding]:
    why = getattr(error, "orig", None) or type(error).__name__
    text = N_("The database cannot be read: %(why)s")
    if not settings.uses_sqlite:
        advice = N_("See whether PostgreSQL runs, and whether QUIZAPP_DATABASE_URL is right.")
    elif lacks_room(error, settings.database_file.parent):
        advice = N_("Make room on its disk first: the database itself may be whole, and read again then.")
    else:
        advice = N_(
            "`quizapp backups` lists the backups, `quizapp restore` puts one in its place; what is there is kept."
        )
    yield finding("database", Level.FAULT, text, advice, why=str(why).strip())


def _stored(settings: Settings, now: datetime) -> data.Stored:
    engine = sa.create_engine(settings.database_url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        if settings.uses_sqlite:
            connection.exec_driver_sql("PRAGMA query_only = 1")
        return data.read_stored(connection, now)
