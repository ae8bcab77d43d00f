"""quizapp retention …: what the rules of keeping would let go, and letting it go."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click
from flask import Flask

from quizapp.extensions import settings_of
from quizapp.ops.backups.manifest import BackupError
from quizapp.privacy.retention import Plan
from quizapp.privacy.retention_job import follow_rules, planned_now


@click.group("retention")
def retention_group() -> None:
    """Follow the rules of how long things are kept, which an admin sets under People."""


@retention_group.command("preview")
@click.pass_obj
def preview(make_app: Callable[[], Flask]) -> None:
    """Show exactly what would go now, with names; nothing is changed."""
    with make_app().app_context():
        _tell(planned_now())


@retention_group.command("run")
@click.option("--yes", is_flag=True, help="Do not ask before.")
@click.pass_obj
def run(make_app: Callable[[], Flask], *, yes: bool) -> None:
    """Let go what the rules say, after a backup."""
    app = make_app()
    with app.app_context():
        plan = planned_now()
        _tell(plan)
        if plan.is_empty:
            return
        if not yes:
            click.confirm("Let all this go for good?", abort=True)
        try:
            done = follow_rules(settings_of(app), plan.digest)
        except BackupError as error:
            raise click.ClickException(str(error)) from None
        figures, backup = done.figures, done.backup
    kept = f"; the backup before is {backup}" if backup else ""
    click.echo(f"Gone: {_counted(figures)}{kept}.")


def _tell(plan: Plan) -> None:
    for one in plan.students:
        last = f", practised last on {one.last_at:%Y-%m-%d}" if one.last_at else ""
        click.echo(f"{one.name} ({one.classes}){last}")
    for one in plan.working:
        click.echo(f"{one.name} ({one.classes}) stays: they have worked for others")
    if plan.is_empty:
        click.echo("Nothing would go by the rules of now.")
    else:
        figures = {"students": len(plan.students), "guests": len(plan.guests), "drafts": len(plan.drafts)}
        click.echo(f"{_counted(figures)} would go.")


def _counted(figures: Mapping[str, int]) -> str:
    """Return how many there are of each, without those of which there is none."""
    told = (f"{count} {name.removesuffix('s') if count == 1 else name}" for name, count in figures.items() if count)
    return ", ".join(told) or "nothing"
