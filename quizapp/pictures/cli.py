"""quizapp picture …: which pictures nobody uses, clearing them, and making pictures for bank files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.pictures.encoding import LARGEST_FILE, PictureError, encode
from quizapp.pictures.placing import own_store
from quizapp.pictures.queries import unused_pictures
from quizapp.pictures.services import clear_unused
from quizapp.pictures.store import SUFFIX
from quizapp.pictures.wording import markdown_of

MakeApp = Callable[[], Flask]


@click.group("picture")
def picture_group() -> None:
    """Look after the pictures of questions."""


@picture_group.command("unused")
@click.pass_obj
def list_unused(make_app: MakeApp) -> None:
    """Print the pictures that no question shows: none of its versions, old ones and drafts counted."""
    with make_app().app_context():
        found = unused_pictures(db.session())
        for picture in found:
            brought = f"{picture.created_at:%Y-%m-%d}"
            click.echo(f"{picture.name}  {brought}  {picture.size:>8} bytes  {picture.shows}")
        db.session.rollback()
    if not found:
        click.echo("No picture is unused.", err=True)


@picture_group.command("clear")
@click.pass_obj
def clear(make_app: MakeApp) -> None:
    """Remove the pictures that nothing shows and that were brought 30 days ago or earlier."""
    with make_app().app_context():
        gone = clear_unused(db.session(), own_store(), now=utcnow())
        db.session.commit()
    for name in gone:
        click.echo(name)
    click.echo(f"{len(gone)} unused pictures removed", err=True)


@picture_group.command("make")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("questions/pictures"),
    help="The folder beside the bank files; questions/pictures if none is given.",
)
def make(files: tuple[Path, ...], folder: Path) -> None:
    """Turn picture files into such as bank files show, and print the Markdown of each."""
    for file in files:
        try:
            with file.open("rb") as opened:
                encoded = encode(opened.read(LARGEST_FILE + 1))
        except PictureError as error:
            raise click.ClickException(f"{file}: {error}") from None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{encoded.name}{SUFFIX}").write_bytes(encoded.data)
        click.echo(markdown_of(encoded.name, f"what {file.name} shows"))
