"""quizapp …: the one command, gathering what the features offer."""

from __future__ import annotations

import io
import sys
from functools import partial

import click
from flask import Flask

from quizapp.accounts.cli import user_group
from quizapp.app import create_app
from quizapp.config import SettingsError
from quizapp.db import db
from quizapp.mail.cli import mail_group
from quizapp.memory.cli import review_group
from quizapp.ops.backups.cli import backup, backups, restore
from quizapp.ops.doctor.cli import doctor
from quizapp.ops.moving.cli import move_command
from quizapp.ops.serve import serve
from quizapp.ops.version import own_version
from quizapp.pictures.cli import picture_group
from quizapp.privacy.cli import erase_command, erasures_command, export_command
from quizapp.privacy.retention_cli import retention_group
from quizapp.transfer.anki_cli import anki_group
from quizapp.transfer.cli import bank_group
from quizapp.transfer.conflict_commands import resolve, show_conflicts
from quizapp.transfer.key_commands import show_keys
from quizapp.workbench.cli import count_answers, empty_trash


def make_app() -> Flask:
    """Return the application, or stop with one plain sentence where a setting is wrong.

    Raises:
        ClickException: a setting cannot be used.
    """
    try:
        app = create_app()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    click.get_current_context().call_on_close(partial(_close, app))
    return app


def _close(app: Flask) -> None:
    """Close the database's connections and its gate when a command ends."""
    with app.app_context():
        db.engine.dispose()


@click.group()
@click.version_option(own_version(), prog_name="quizapp")
@click.pass_context
def main(context: click.Context) -> None:
    """Serve quizzes and flashcards for retrieval practice in a class, and look after their question banks."""
    context.obj = make_app
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # Windows sends what is redirected in a code page of few letters


bank_group.add_command(empty_trash)
bank_group.add_command(count_answers)
main.add_command(anki_group)
main.add_command(backup)
main.add_command(backups)
main.add_command(bank_group)
main.add_command(doctor)
main.add_command(mail_group)
main.add_command(move_command)
main.add_command(picture_group)
bank_group.add_command(resolve)
bank_group.add_command(show_conflicts)
bank_group.add_command(show_keys)
main.add_command(restore)
main.add_command(retention_group)
main.add_command(review_group)
main.add_command(serve)
main.add_command(user_group)
user_group.add_command(erase_command)
user_group.add_command(erasures_command)
user_group.add_command(export_command)
