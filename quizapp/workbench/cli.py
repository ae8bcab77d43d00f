"""quizapp bank …: what the workbench adds to the commands of banks."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import Flask

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.facilities import count_facilities
from quizapp.workbench import trash


@click.command("empty-trash")
@click.pass_obj
def empty_trash(make_app: Callable[[], Flask]) -> None:
    """Remove for good what has lain in the trash for 30 days; what attempts or memory refer to is only hidden."""
    with make_app().app_context():
        emptied = trash.empty_trash(db.session(), now=utcnow())
        db.session.commit()
    click.echo(f"{emptied.deleted} questions deleted, {emptied.kept} hidden, as something refers to them")


@click.command("count-answers")
@click.pass_obj
def count_answers(make_app: Callable[[], Flask]) -> None:
    """Count how many points were reached at each question, as the server does when it starts."""
    with make_app().app_context():
        count = count_facilities(db.session(), now=utcnow())
        db.session.commit()
    click.echo(f"{count} questions were answered since the last time")
