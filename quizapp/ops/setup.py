"""Making an installation ready to serve: schema, shipped banks, the link for the first instructor."""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
from collections.abc import Iterator

from flask import Flask
from sqlalchemy.exc import OperationalError, ProgrammingError

from quizapp.accounts import queries as account_queries
from quizapp.accounts import services as account_services
from quizapp.bank.files import read_files
from quizapp.bank.loading import LoadReport
from quizapp.bank.picture_files import load_pictures
from quizapp.clock import utcnow
from quizapp.config import Settings
from quizapp.db import db
from quizapp.disk import make_own_folder
from quizapp.memory.fit_lock import nobody_is_at_work
from quizapp.memory.fits import give_up_fit
from quizapp.ops.paths import migrations_dir, questions_dir
from quizapp.ops.refusals import is_missing
from quizapp.ops.sweeping import sweep
from quizapp.ops.version import own_version
from quizapp.pictures.placing import own_store
from quizapp.quizzes.facilities import count_facilities
from quizapp.transfer.ancestors import note_synced, synced_file
from quizapp.transfer.loading import load_read_files
from quizapp.transfer.snapshots import HEAD
from quizapp.workbench.trash import empty_trash

SHIPPED = "shipped"
"""Instead of a path: under it the database knows which of the shipped files it holds."""


def migrate_schema(settings: Settings) -> None:
    """Bring the database's schema up to date.

    Raises:
        RuntimeError: a migration asks for what is not there: a mistake of ours, which no command can tell away.
    """
    from alembic import command  # noqa: PLC0415 - few starts need it, and all would wait for it
    from alembic.config import Config  # noqa: PLC0415 - as above

    make_own_folder(settings.data_dir)
    if settings.uses_sqlite:
        make_own_folder(settings.database_file.parent)
        settings.database_file.touch(mode=0o600)  # before SQLite makes it for everybody to read; its WAL follows it
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    config.attributes["database_url"] = settings.database_url
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        command.upgrade(config, "head")
    except (OperationalError, ProgrammingError) as error:
        if is_missing(error):
            raise RuntimeError("A migration asks for what is not there.") from error
        raise


def load_shipped_banks(app: Flask) -> list[LoadReport]:
    """Load the banks and quizzes that come with the application, unless the database knows these very files already.

    Where there are problems or conflicts, a start looks again, and says so again.
    """
    digest = _shipped_digest()
    with app.app_context():
        known = synced_file(db.session(), SHIPPED)
        if known is not None and known.said == {HEAD: digest}:
            db.session.rollback()
            return []
        read = read_files([questions_dir()], own_store().has)
        for problem in read.problems:
            logging.getLogger(__name__).error("%s", problem)
        load_pictures(db.session(), own_store(), read.pictures, now=utcnow())
        reports = load_read_files(db.session(), read, now=utcnow())
        if not (read.problems or any(report.conflicts for report in reports)):
            note_synced(db.session(), SHIPPED, {HEAD: digest}, now=utcnow())
        db.session.commit()
    return reports


def _shipped_digest() -> str:
    """Return what changes with any of the shipped files, their place, and the version that reads them."""
    folder = questions_dir()
    found = hashlib.sha256(f"{own_version()} {folder}".encode())
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        found.update(f"\0{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return found.hexdigest()


def tidy_database(app: Flask) -> None:
    """Empty what is old out of the trash, count answers, give up a fit that was cut off, end what is over."""
    with app.app_context():
        if nobody_is_at_work(db.session()):
            give_up_fit(db.session(), now=utcnow())
        empty_trash(db.session(), now=utcnow())
        count_facilities(db.session(), now=utcnow())
        db.session.commit()
    sweep(app)


def first_instructor_secret(app: Flask) -> str | None:
    """Return the secret of a new one-time link, or None where there is an instructor already."""
    with app.app_context():
        if account_queries.instructor_exists(db.session()):
            db.session.rollback()
            return None
        secret = account_services.create_setup_link(db.session(), now=utcnow())
        db.session.commit()
        return secret


@contextlib.contextmanager
def disposed(app: Flask) -> Iterator[Flask]:
    """Close the database's connections when leaving, so that the server's workers open their own."""
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()
