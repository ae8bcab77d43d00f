"""quizapp bank conflicts and resolve: what a file and the browser both changed, shown and settled one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import click
from flask import Flask
from sqlalchemy.orm import Session

from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import QuestionDraft
from quizapp.formats.question_fields import lines_of, value_of
from quizapp.quizzes.regrades.key_changes import unsettled_questions
from quizapp.transfer.conflicts import Sides, UnsettledError, decide, open_conflicts, said_by, settle, sides_of
from quizapp.transfer.key_commands import page_of
from quizapp.transfer.models import FileConflict

MakeApp = Callable[[], Flask]
MERGE = "merge"
NAMES = click.argument("names", nargs=-1)


@click.command("conflicts")
@NAMES
@click.pass_obj
def show_conflicts(make_app: MakeApp, names: tuple[str, ...]) -> None:
    """List what files and the browser both changed; of NAMES (BANK:ID), all three sides; exit 1 if there is any."""
    with make_app().app_context():
        found = _named(db.session(), names)
        for conflict in found:
            click.echo(f"{_name(conflict)}  {conflict.name}")
            for line in _sides(sides_of(db.session(), conflict)) if names else ():
                click.echo(line)
    click.get_current_context().exit(1 if found else 0)


@click.command("resolve")
@click.argument("side", type=click.Choice(["file", "browser", MERGE]))
@click.argument("names", nargs=-1, required=True)
@click.pass_obj
def resolve(make_app: MakeApp, side: str, names: tuple[str, ...]) -> None:
    """Settle conflicts of NAMES (BANK:ID, or BANK for a whole bank): take the file's, the browser's, or merge them."""
    with make_app().app_context():
        session = db.session()
        done = [_settle(session, conflict, side) for conflict in _named(session, names)]
        session.commit()
    click.get_current_context().exit(0 if all(done) else 1)


def _settle(session: Session, conflict: FileConflict, side: str) -> bool:
    name, sides = _name(conflict), sides_of(session, conflict)
    try:
        draft = decide(sides, {}, sides.file.key) if side == MERGE else sides.file if side == "file" else sides.browser
    except UnsettledError:
        doubtful = ", ".join(one.field for one in sides.merged().conflicts)
        click.echo(
            f"{name}: both changed {doubtful}: take one side, or choose field by field in the browser.", err=True
        )
        return False
    origin = Origin.FILE if side == "file" else Origin.BROWSER
    settle(session, conflict, draft, Authorship(origin, note=f"Conflict settled: {side}"), now=utcnow())
    click.echo(f"{name}: settled ({side}).")
    for one in unsettled_questions(session, Question.id == conflict.question_id):
        click.echo(f"{name}: its key changed after it was answered: decide on {page_of(one)}", err=True)
    return True


def _named(session: Session, names: Sequence[str]) -> list[FileConflict]:
    """Return the open conflicts of some names, or all where there are none.

    Raises:
        ClickException: a name has no conflict.
    """
    found = open_conflicts(session)
    known = {name for one in found for name in (_name(one), one.question.bank.key)}
    if unknown := [name for name in names if name not in known]:
        raise click.ClickException(f"There is no conflict of “{unknown[0]}”.")
    return [one for one in found if not names or {_name(one), one.question.bank.key} & {*names}]


def _name(conflict: FileConflict) -> str:
    return f"{conflict.question.bank.key}:{conflict.question.key}"


def _sides(sides: Sides) -> Iterator[str]:
    three: list[tuple[str, QuestionDraft | None]] = [
        ("before", sides.base),
        ("file", sides.file),
        ("browser", sides.browser),
    ]
    fields = [(name, said_by(draft) if draft else {}) for name, draft in three]
    for field in dict.fromkeys((*fields[1][1], *fields[2][1])):
        values = [value_of(one, field) for _name, one in fields]
        if values[1] != values[2]:
            yield f"  {field}"
            yield from (
                f"    {name + ':':9}{'; '.join(lines_of(value)) or '(nothing)'}"
                for (name, _fields), value in zip(fields, values, strict=True)
            )
