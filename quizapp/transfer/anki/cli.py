"""quizapp anki export and import: decks of Anki, with what somebody remembers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from sqlalchemy.orm import Session

from quizapp.accounts.cli import person_named
from quizapp.bank.queries import bank_by_key
from quizapp.clock import utcnow
from quizapp.collecting import without_collecting
from quizapp.db import db
from quizapp.formats.anki.container import PackageError
from quizapp.memory.access import rules_of_app
from quizapp.memory.services import Learner, learner_by_id
from quizapp.pictures.placing import own_store
from quizapp.transfer.anki.exporting import Wanted, export_package
from quizapp.transfer.anki.importing import ImportReport, Into, import_package
from quizapp.transfer.anki.packages import open_package

MakeApp = Callable[[], Flask]
LARGEST = 512 * 1024 * 1024
FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("anki")
def anki_group() -> None:
    """Exchange decks with Anki."""


@anki_group.command("export")
@click.argument("file", type=FILE)
@click.option("--person", "name", required=True, help="Whose memory goes along: the name to sign in with.")
@click.option("--bank", "banks", multiple=True, help="Only this bank; may be given several times.")
@click.option("--legacy", is_flag=True, help="In the form that versions of Anki before 2.1.50 read.")
@click.pass_obj
def export(make_app: MakeApp, file: Path, name: str, banks: tuple[str, ...], legacy: bool) -> None:
    """Write banks as an Anki package, with one person's reviews and due days."""
    app = make_app()
    with app.app_context():
        session = db.session()
        if unknown := next((key for key in banks if bank_by_key(session, key) is None), None):
            raise click.ClickException(f"There is no bank “{unknown}”.")
        wanted = Wanted(_learner(session, app, name), banks)
        file.write_bytes(export_package(session, own_store(), wanted, now=utcnow(), legacy=legacy))
    click.echo(str(file))


@anki_group.command("import")
@click.argument("file", type=FILE)
@click.option("--bank", "key", required=True, help="The bank that the notes go to.")
@click.option("--person", "name", default="", help="Whose reviews these are; without it, only notes are taken.")
@click.pass_obj
@without_collecting()  # as the page does
def import_(make_app: MakeApp, file: Path, key: str, name: str) -> None:
    """Take an Anki package into a bank; a second time it updates. A package that is not sound changes nothing."""
    app = make_app()
    try:
        if file.stat().st_size > LARGEST:
            raise click.ClickException("This package is larger than 512 MiB: export fewer decks.")
        package = open_package(file.read_bytes())
    except PackageError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from None
    with app.app_context():
        session = db.session()
        bank = bank_by_key(session, key)
        if bank is None or bank.trashed_at is not None:
            raise click.ClickException(f"There is no bank “{key}”: make it first, under Banks in the browser.")
        learner = _learner(session, app, name) if name else None
        report = import_package(session, own_store(), package, Into(bank), learner, now=utcnow())
        session.commit()
    _say(report)


def _learner(session: Session, app: Flask, name: str) -> Learner:
    return learner_by_id(session, person_named(name).id, rules_of_app(app))


def _say(report: ImportReport) -> None:
    counts = {
        "new": len(report.new),
        "changed": len(report.changed),
        "same": len(report.same),
        "edited here and kept": len(report.kept),
        "refused": len(report.refused),
        "cards of this installation": report.own,
        "cards of a quizapp that are not here": report.strange,
        "pictures": report.pictures,
        "reviews": report.reviews,
    }
    click.echo(", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing to do")
    for said, why in report.refused:
        click.echo(f"refused: “{said}”: {why}", err=True)
    if report.left_out:
        click.echo(f"left out: {', '.join(report.left_out)}", err=True)
