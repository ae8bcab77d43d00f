"""quizapp …: the one command, gathering what the features offer."""

from __future__ import annotations

import click
from flask import Flask

from quizapp.accounts.cli import user_group
from quizapp.app import create_app
from quizapp.bank.cli import bank_group
from quizapp.config import SettingsError
from quizapp.memory.cli import review_group
from quizapp.ops.serve import serve


def make_app() -> Flask:
    """Return the application, or stop with one plain sentence where a setting is wrong.

    Raises:
        ClickException: a setting cannot be used.
    """
    try:
        return create_app()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


@click.group()
@click.version_option(package_name="quizapp")
@click.pass_context
def main(context: click.Context) -> None:
    """Retrieval practice for a class: question banks, quizzes and flashcards."""
    context.obj = make_app


main.add_command(bank_group)
main.add_command(review_group)
main.add_command(serve)
main.add_command(user_group)
