"""quizapp bank keys, and what a load says: questions that were answered by a key which is another one now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from flask import Flask
from sqlalchemy.orm import Session

from quizapp.bank.loading import LoadReport
from quizapp.db import db
from quizapp.quizzes.regrades.key_changes import Unsettled, unsettled_in_bank, unsettled_questions
from quizapp.quizzes.regrades.plan import Rule, plan_regrade

MakeApp = Callable[[], Flask]


@click.command("keys")
@click.argument("names", nargs=-1)
@click.pass_obj
def show_keys(make_app: MakeApp, names: tuple[str, ...]) -> None:
    """List questions that were answered by a key which changed since, with what grading again would do.

    Of NAMES (BANK:ID, or BANK) only those. Exit 1 if there is any.
    """
    with make_app().app_context():
        session = db.session()
        every = unsettled_questions(session)
        found = [one for one in every if not names or {one.bank, _name(one)} & {*names}]
        for one in found:
            click.echo(_line(session, one))
    if not found:
        said = "There is none: every answer was given by the key of today, was graded again, or is to keep its score."
        click.echo(said, err=True)
    click.get_current_context().exit(1 if found else 0)


def _name(one: Unsettled) -> str:
    return f"{one.bank}:{one.key}"


def _line(session: Session, one: Unsettled) -> str:
    plan = plan_regrade(session, one.question_id, Rule.NEW_KEY)
    rises = sum((change.new_score or 0.0) > (change.old_score or 0.0) for change in plan.differing)
    falls = len(plan.differing) - rises
    told = f"{plan.answers + plan.untold} answers; by the new key {rises} scores rise and {falls} fall"
    return f"{_name(one)}  {told}: {page_of(one)}"


def page_of(one: Unsettled) -> str:
    """Return the path of the page where it is decided what becomes of the answers."""
    return f"/questions/{one.question_id}/touches?since={one.since}"


def say_changed_keys(session: Session, file: Path, report: LoadReport) -> None:
    """Say which questions a load gave another key after they were answered."""
    for line in _lines(unsettled_in_bank(session, report.bank, report.changed)):
        click.echo(f"{file}: {line}", err=True)


def _lines(found: Sequence[Unsettled]) -> Iterator[str]:
    for one in found:
        yield f"key changed: “{one.key}” was answered by the old one: decide on {page_of(one)}"
    if found:
        yield "what grading again would do: quizapp bank keys"
