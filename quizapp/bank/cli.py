"""quizapp bank …: checking bank files, and what describes them. Loading and dumping stand in quizapp/transfer/."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import click

from quizapp.bank.coverage import count_coverage
from quizapp.bank.coverage_table import as_json, as_text
from quizapp.bank.files import read_files
from quizapp.bank.weaknesses import weaknesses_of
from quizapp.formats.base import BankDraft
from quizapp.formats.schema import bank_schema, quiz_schema

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.group("bank")
def bank_group() -> None:
    """Check, load and dump question banks."""


@bank_group.command("check")
@PATHS
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help="How problems are printed."
)
@click.option("--quality", is_flag=True, help="Print what the linter finds in sound files, too.")
def check(paths: tuple[Path, ...], style: str, quality: bool) -> None:
    """Print every problem of every file; exit 1 if there is one."""
    read = read_files(paths or (Path("questions"),))
    found = weaknesses_of(read.banks) if quality else []
    counted = [one for one in found if not one.finding.reason]
    if style == "json":
        listed = [*(problem.as_json() for problem in read.problems), *(one.as_json() for one in found)]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        for line in (*map(str, read.problems), *map(str, counted)):
            click.echo(line)
        questions = sum(len(bank.questions) for _file, bank in read.banks)
        and_quizzes = f" and {len(read.quizzes)} ready-made quizzes" if read.quizzes else ""
        sound = f"{len(read.banks)} sound banks with {questions} questions{and_quizzes}"
        click.echo(f"{sound}, {len(read.problems)} problems", err=True)
    if quality:
        click.echo(f"{len(counted)} weaknesses, {len(found) - len(counted)} more allowed", err=True)
    sys.exit(1 if read.problems or counted else 0)


@bank_group.command("coverage")
@PATHS
@click.option("--bank", "keys", multiple=True, help="Only this bank; may be given several times.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How counts are printed.")
def show_coverage(paths: tuple[Path, ...], keys: tuple[str, ...], style: str) -> None:
    """Count the questions on each passage by kind and level; exit 1 if no question cites some passage."""
    read = read_files(paths or (Path("questions"),))
    for problem in read.problems:
        click.echo(str(problem), err=True)
    banks = {draft.key: draft for _file, draft in read.banks}
    if unknown := next((key for key in keys if key not in banks), None):
        raise click.ClickException(f"There is no sound bank “{unknown}”.")
    passages = [(f"{source.key}#{one.key}", one.about) for source in read.sources for one in source.passages]
    chosen = (question for key in dict.fromkeys(keys or banks) for question in banks[key].questions)
    counted = count_coverage(chosen, passages)
    click.echo(as_json(counted) if style == "json" else as_text(counted, shutil.get_terminal_size().columns))
    sys.exit(1 if read.problems or counted.uncited else 0)


def say_weaknesses(file: Path, draft: BankDraft) -> None:
    """Say how many weaknesses the linter finds in a file that was loaded; they keep nothing from being loaded."""
    found = [one for one in weaknesses_of([(file, draft)]) if not one.finding.reason]
    if found:
        click.echo(f"{file}: weaknesses: {len(found)}. “quizapp bank check --quality {file}” shows them.", err=True)


@bank_group.command("schema")
@click.option("--of", "what", type=click.Choice(["bank", "quiz"]), default="bank", help="Which files it describes.")
def schema(what: str) -> None:
    """Print the JSON Schema of bank files, or of the files of ready-made quizzes."""
    described = quiz_schema() if what == "quiz" else bank_schema()
    click.echo(json.dumps(described, indent=2, ensure_ascii=False, sort_keys=True))
