"""Looking at the data: the schema, jobs that wait, pictures without files and files without rows, backups."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from jinja2.filters import do_filesizeformat
from sqlalchemy.engine import Connection

from quizapp.config import Settings
from quizapp.kinds.messages import N_
from quizapp.memory.models import MemoryFit, ReviewEvent
from quizapp.ops.backups.folder import FAILURE, backups_in
from quizapp.ops.doctor.findings import Finding, Level, finding
from quizapp.ops.doctor.mail import Post, read_post
from quizapp.ops.schema import is_known, newest_revision
from quizapp.pictures.models import Picture
from quizapp.pictures.placing import store_of
from quizapp.quizzes.models import Response
from quizapp.transfer.models import BankUpload

OLD_BACKUP = timedelta(days=2)
LONG_JOB = timedelta(hours=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Stored:
    """What a database with a current schema tells the doctor."""

    newest: datetime | None
    """The newest moment at which something was kept."""
    fits: int
    longest: datetime | None
    """Since when the oldest fit that is not done yet is being made."""
    uploads: int
    pictures: frozenset[str]
    post: Post = dataclasses.field(default_factory=Post)
    server: tuple[str, int] | None = None
    """The version of PostgreSQL, and how many bytes the database takes there; None on SQLite."""


def read_stored(connection: Connection, now: datetime) -> Stored:
    """Read what there is to look at."""
    newest = [connection.scalar(sa.select(sa.func.max(column))) for column in (ReviewEvent.recorded_at, Response.at)]
    running = sa.select(sa.func.count(), sa.func.min(MemoryFit.begun_at)).where(MemoryFit.outcome == "running")
    fits, longest = connection.execute(running).one()
    return Stored(
        max((one for one in newest if one is not None), default=None),
        fits,
        longest,
        connection.scalar(sa.select(sa.func.count()).select_from(BankUpload)) or 0,
        frozenset(connection.scalars(sa.select(Picture.name))),
        read_post(connection, now),
        _read_server(connection) if connection.dialect.name == "postgresql" else None,
    )


def _read_server(connection: Connection) -> tuple[str, int]:
    size = sa.func.pg_database_size(sa.func.current_database())
    version, taken = connection.execute(sa.select(sa.func.current_setting("server_version"), size)).one()
    return version.split()[0], taken  # behind it stands who packed it


def look_at_schema(revision: str) -> Iterator[Finding]:
    """Say whether the database is as this version needs it."""
    if revision == "":
        yield finding("schema", Level.NOTE, N_("There is no database yet."), N_("quizapp serve makes it."))
    elif not is_known(revision):
        text = N_("A newer version of quizapp made this database.")
        yield finding("schema", Level.FAULT, text, N_("Install that version, or restore an older backup."))
    elif revision != newest_revision():
        text = N_("The database is of an older version of quizapp.")
        advice = N_("The next start brings it up to date, after a backup.")
        yield finding("schema", Level.WARNING, text, advice)
    else:
        yield finding("schema", Level.WELL, N_("The database is up to date."))


def look_at_server(stored: Stored) -> Iterator[Finding]:
    """Say which PostgreSQL keeps the data, if one does, and how much it is."""
    if stored.server:
        version, size = stored.server
        text = N_("PostgreSQL %(version)s keeps the data: %(size)s.")
        yield finding("database", Level.WELL, text, version=version, size=do_filesizeformat(size))


def look_at_jobs(stored: Stored, now: datetime) -> Iterator[Finding]:
    """Say what is being worked out, and what waits for somebody."""
    if stored.longest is not None and now - stored.longest > LONG_JOB:
        text = N_("Weights of the memory model have been being fitted since %(since)s.")
        advice = N_("A fit takes minutes. If the server was killed meanwhile, start it again: it gives the fit up.")
        yield finding("jobs", Level.WARNING, text, advice, since=f"{stored.longest:%Y-%m-%d %H:%M} UTC")
        return
    text = N_("Fits of the memory model that are being made: %(fits)s. Uploads that wait to be taken: %(uploads)s.")
    yield finding("jobs", Level.WELL, text, fits=stored.fits, uploads=stored.uploads)


def look_at_pictures(settings: Settings, stored: Stored) -> Iterator[Finding]:
    """Say which pictures have no file, and which files no row."""
    files = {name for name, _written in store_of(settings).names()}
    missing, unknown = len(stored.pictures - files), len(files - stored.pictures)
    if missing:
        text = N_("Pictures whose files are missing: %(missing)s.")
        advice = N_("Restore the newest backup into a new folder, and copy its pictures/ over: no file is replaced.")
        yield finding("pictures", Level.FAULT, text, advice, missing=missing)
    if unknown:
        text = N_("Files of pictures that the database does not know: %(unknown)s.")
        advice = N_("`quizapp picture clear` removes those that are older than 30 days.")
        yield finding("pictures", Level.NOTE, text, advice, unknown=unknown)
    if not missing and not unknown:
        text = N_("Every picture has its file, and every file its picture.")
        yield finding("pictures", Level.WELL, text)


def look_at_backups(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Say how old the newest backup is, and what went wrong with them."""
    folder = settings.backups_dir
    if not settings.uses_sqlite:
        text = N_("The data lie in PostgreSQL, which quizapp does not back up.")
        yield finding("backups", Level.NOTE, text, N_("Have pg_dump run each night; `quizapp backup` prints how."))
        return
    if folder is None:
        text = N_("Backups are switched off.")
        yield finding("backups", Level.WARNING, text, N_("Take QUIZAPP_BACKUPS=off away, or copy the data yourself."))
        return
    if (folder / FAILURE).is_file():
        why = (folder / FAILURE).read_text(encoding="utf-8")
        yield finding("backups", Level.FAULT, N_("The last backup failed. %(why)s"), N_("quizapp backup"), why=why)
    damaged = [one.path.name for one in backups_in(folder) if one.manifest is None]
    if damaged:
        text = N_("Backups that cannot be read any more: %(names)s.")
        yield finding("backups", Level.WARNING, text, N_("The disk may be failing."), names=", ".join(damaged))
    yield from _look_at_age([one.made_at for one in backups_in(folder) if one.manifest], now)


def _look_at_age(made: list[datetime], now: datetime) -> Iterator[Finding]:
    if not made:
        advice = N_("One is made some minutes after the next start; `quizapp backup` makes one now.")
        yield finding("backups", Level.WARNING, N_("There is no backup yet."), advice)
        return
    hours = (now - made[0]) // timedelta(hours=1)
    text = N_("Backups: %(count)s; the newest is %(hours)s h old.")
    if hours < 1:
        text = N_("Backups: %(count)s; the newest is less than an hour old.")
    is_old = now - made[0] > OLD_BACKUP
    level, what_to_do = (Level.WARNING, N_("quizapp backup")) if is_old else (Level.WELL, "")
    yield finding("backups", level, text, what_to_do or None, count=len(made), hours=hours)
