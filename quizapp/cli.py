"""quizapp …: the one command, gathering what the features offer."""

from __future__ import annotations

import importlib
import inspect
import io
import sqlite3
import sys
from functools import partial
from typing import cast

import click
from flask import Flask
from sqlalchemy.exc import OperationalError, ProgrammingError

from quizapp.app import create_app
from quizapp.collecting import without_collecting
from quizapp.config import SettingsError
from quizapp.db import db
from quizapp.ops.refusals import said_of
from quizapp.ops.version import own_version

COMMANDS = {
    "anki": "quizapp.transfer.anki.cli:anki_group",
    "backup": "quizapp.ops.backups.cli:backup",
    "backups": "quizapp.ops.backups.cli:backups",
    "bank": "quizapp.transfer.cli:bank_group",
    "compile": "quizapp.ops.compiling:compile_templates",
    "doctor": "quizapp.ops.doctor.cli:doctor",
    "language": "quizapp.ops.languages.cli:language",
    "mail": "quizapp.mail.cli:mail_group",
    "move-database": "quizapp.ops.moving.cli:move_command",
    "picture": "quizapp.pictures.cli:picture_group",
    "restore": "quizapp.ops.backups.cli:restore",
    "retention": "quizapp.privacy.retention_cli:retention_group",
    "review": "quizapp.memory.cli:review_group",
    "serve": "quizapp.ops.serving.serve:serve",
    "serve-again": "quizapp.ops.serving.serve:serve_again",
    "user": "quizapp.accounts.cli:user_group",
}
"""What the features offer, and where it stands."""
PARTS = {
    "bank": (
        "quizapp.workbench.cli:empty_trash",
        "quizapp.workbench.cli:count_answers",
        "quizapp.transfer.conflict_commands:resolve",
        "quizapp.transfer.conflict_commands:show_conflicts",
        "quizapp.transfer.key_commands:show_keys",
    ),
    "user": (
        "quizapp.privacy.cli:erase_command",
        "quizapp.privacy.cli:erasures_command",
        "quizapp.privacy.cli:export_command",
    ),
}
"""What other features add to a group."""


class Gathered(click.Group):
    """The features' commands; each is imported when it is asked for, so that a server holds none of the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return the names of all."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click calls it
        """Return a command with all that features add to it."""
        if cmd_name not in COMMANDS:
            return None
        with without_collecting():
            command = _imported(COMMANDS[cmd_name])
            for part in PARTS.get(cmd_name, ()):
                cast("click.Group", command).add_command(_imported(part))
        _tell_whole(command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a setting, a folder, a disk or a database that does not let it work is said in a sentence.

        Raises:
            ClickException: a setting, a file, a folder or the database cannot be used.
        """
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.ClickException(str(error)) from None
        except (OSError, OperationalError, ProgrammingError, sqlite3.OperationalError) as error:
            said = said_of(error)
            if said is None:
                raise
            raise click.ClickException(said) from None


def _imported(place: str) -> click.Command:
    module, _colon, name = place.partition(":")
    command: click.Command = getattr(importlib.import_module(module), name)
    return command


def _tell_whole(command: click.Command) -> None:
    """Have lists of commands tell the first paragraph of each whole, where click would cut it off in its first line."""
    command.short_help = " ".join(inspect.cleandoc(command.help or "").partition("\n\n")[0].split())
    for one in command.commands.values() if isinstance(command, click.Group) else ():
        _tell_whole(one)


def make_app() -> Flask:
    """Return the application, for as long as the command runs.

    Raises:
        SettingsError: a setting cannot be used.
    """
    app = create_app()
    click.get_current_context().call_on_close(partial(_close, app))
    return app


def _close(app: Flask) -> None:
    """Close the database's connections and its gate when a command ends."""
    with app.app_context():
        db.engine.dispose()


@click.group(cls=Gathered)
@click.version_option(own_version(), prog_name="quizapp")
@click.pass_context
def main(context: click.Context) -> None:
    """Serve quizzes and flashcards for retrieval practice in a class, and look after their question banks."""
    context.obj = make_app
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # Windows sends what is redirected in a code page of few letters
