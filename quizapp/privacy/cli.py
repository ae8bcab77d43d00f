"""quizapp user export: one person's data, for whoever runs the server."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask

from quizapp.accounts import people, queries
from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.pictures.placing import own_store
from quizapp.privacy.writing import write_export

WHO = click.argument("name")


@click.command("export")
@WHO
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Folder to put it in."
)
@click.pass_obj
def export_command(make_app: Callable[[], Flask], name: str, folder: Path) -> None:
    """Write all that is kept about a person to a zip, to read and as JSON. NAME is what they sign in with, or #12."""
    with make_app().app_context():
        person = person_called(name)
        now = utcnow()
        people.note_export(db.session(), person, None, now=now)
        db.session.commit()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"quizapp-data-{person.id}-{now:%Y%m%d}.zip"
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:  # readable by its owner only
            write_export(db.session(), person, file, own_store(), now=now)
        Path(file.name).replace(path)
    click.echo(f"All that is kept about {name} is in {path}")


def person_called(name: str) -> Person:
    """Return whom a command means: by the name they sign in with, or, without one, by their number.

    Raises:
        ClickException: there is nobody.
    """
    number = name.removeprefix("#")
    by_number = name.startswith("#") and number.isascii() and number.isdigit()
    person = db.session().get(Person, int(number)) if by_number else queries.person_by_sign_in_name(db.session(), name)
    if person is None:
        raise click.ClickException(f"Nobody signs in as “{name}”.")
    return person
