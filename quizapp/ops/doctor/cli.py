"""quizapp doctor."""

from __future__ import annotations

import json
import sys

import click

from quizapp.clock import utcnow
from quizapp.config import read_settings
from quizapp.ops.doctor.examining import examine, is_well
from quizapp.ops.doctor.findings import Finding, Level

MARKS = {Level.WELL: "  ok      ", Level.NOTE: "  note    ", Level.WARNING: "  WARNING ", Level.FAULT: "  FAULT   "}


@click.command("doctor")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="For people, or programs.")
def doctor(form: str) -> None:
    """Look the installation over, and say in plain words what is wrong and what to do; the exit code is 1 then."""
    found = examine(read_settings(), utcnow())
    if form == "json":
        click.echo(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            click.echo(f"{MARKS[one.level]}{one.what}" + (f"\n          → {one.advice}" if one.advice else ""))
        click.echo("\nAll is well." if is_well(found) else "\nSome things need you: see above.")
    sys.exit(0 if is_well(found) else 1)


def _as_json(one: Finding) -> dict[str, str | None]:
    advice = str(one.advice) if one.advice else None
    return {"about": one.about, "level": one.level, "what": str(one.what), "advice": advice}
