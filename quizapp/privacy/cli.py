"""quizapp user export, erase and erasures: one person's data, for whoever runs the server."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask

from quizapp.accounts import people, queries
from quizapp.accounts.cli import person_named
from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.erasure import erasing
from quizapp.erasure.erasing import Asked, Way
from quizapp.pictures.placing import own_store
from quizapp.privacy import pages
from quizapp.privacy.counting import rows_about
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


@click.command("erase")
@WHO
@click.option("--yes", is_flag=True, help="Do not ask before.")
@click.pass_obj
def erase_command(make_app: Callable[[], Flask], name: str, *, yes: bool) -> None:
    """Erase a person for good; their answers stay as nobody's. NAME is what they sign in with, or #12."""
    with make_app().app_context():
        person, session = _who_may_go(name), db.session()
        worked = erasing.has_worked_for_others(session, person)
        for count in rows_about(session, person.id):
            click.echo(f"{count.title}: {count.rows}{' (stay as nobody’s)' if count.stays else ''}")
        session.rollback()  # nobody waits while this one thinks
        what = "Their work for others stays without their name; all else about them goes." if worked else ""
        if not yes:
            click.confirm(f"{what} Erase {name} for good?".strip(), abort=True)
        person, asked = _who_may_go(name), Asked(Way.COMMAND)
        if worked:
            erasure = erasing.take_name_off(session, person, "Somebody who left", asked, now=utcnow())
        else:
            erasure = erasing.erase_person(session, person, asked, now=utcnow())
        number = erasure.number
        session.commit()
    click.echo(f"Erased. The log of erasures has it as number {number}.")


@click.command("erasures")
@click.pass_obj
def erasures_command(make_app: Callable[[], Flask]) -> None:
    """List that people were erased: when, how, how many rows; not who they were."""
    with make_app().app_context():
        found = pages.erasures()
        for erasure, _by, removed in found:
            click.echo(
                f"{erasure.at:%Y-%m-%d %H:%M}  {erasure.number}  {erasure.way}  {removed} rows gone, "
                f"{erasure.kept_attempts} attempts nobody’s"
            )
    if not found:
        click.echo("Nobody was erased.", err=True)


def _who_may_go(name: str) -> Person:
    person = person_called(name)
    if queries.is_only_admin(db.session(), person):
        said = f"{name} is the only admin. Make somebody else one first: quizapp user make-admin NAME"
        raise click.ClickException(said)
    return person


def person_called(name: str) -> Person:
    """Return whom a command means: by the name they sign in with, or, without one, by their number.

    Raises:
        ClickException: there is nobody.
    """
    number = name.removeprefix("#")
    by_number = name.startswith("#") and number.isascii() and number.isdigit()
    if not by_number:
        return person_named(name)
    if (person := db.session().get(Person, int(number))) is None:
        raise click.ClickException(f"Nobody has the number {name}.")
    return person
