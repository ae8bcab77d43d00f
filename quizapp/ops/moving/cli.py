"""quizapp move-database: everything from SQLite to PostgreSQL, or back."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

import click
from flask import Flask

from quizapp.config import Settings, SettingsError, read_settings
from quizapp.extensions import settings_of
from quizapp.ops.moving.copying import MoveError, move_database
from quizapp.ops.moving.rows import Summary
from quizapp.ops.running import ServerRunningError, folder_alone


@click.command("move-database")
@click.argument("target_url")
@click.pass_obj
def move_command(make_app: Callable[[], Flask], target_url: str) -> None:
    """Move all data into another, empty database; the server must be stopped.

    TARGET_URL is an address such as postgresql://quiz@localhost/quiz, or sqlite:////srv/quiz.sqlite3 to go back.
    """
    settings = settings_of(make_app())
    try:
        target = read_settings({**os.environ, "QUIZAPP_DATABASE_URL": target_url})
        with folder_alone(settings.data_dir):
            moved = move_database(settings, target)
    except ServerRunningError:
        raise click.ClickException(f"A server runs on {settings.data_dir}. Stop it first.") from None
    except SettingsError as error:
        raise click.ClickException(str(error).replace("QUIZAPP_DATABASE_URL", "TARGET_URL")) from None
    except MoveError as error:
        raise click.ClickException(str(error)) from None
    _tell(moved, settings, target)


def _tell(moved: Mapping[str, Summary], settings: Settings, target: Settings) -> None:
    for name, summary in moved.items():
        if summary.rows:
            click.echo(f"  {name:<28} {summary.rows:>10} rows, the same on both sides ({summary.checksum[:12]})")
    click.echo(f"\n{sum(one.rows for one in moved.values())} rows of {len(moved)} tables were moved and compared.")
    click.echo(f"The old database is as it was: {settings.database_url.render_as_string()}")
    click.echo("Pictures and keys stay in the data folder: leave QUIZAPP_DATA as it is. Now set")
    click.echo(f"\n    QUIZAPP_DATABASE_URL={target.database_url.render_as_string()}\n")
    click.echo(f"{'with the password where *** stands, ' if target.database_url.password else ''}and start the server.")
