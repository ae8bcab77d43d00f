"""quizapp bank …: checking, loading and dumping bank files."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask

from quizapp.bank.coverage import count_coverage
from quizapp.bank.coverage_table import as_json, as_text
from quizapp.bank.files import read_files
from quizapp.bank.loading import LoadReport, dump_bank, load_bank, load_sources
from quizapp.bank.queries import bank_by_key, bank_rows
from quizapp.bank.signals import banks_dumped, files_loaded
from quizapp.bank.weaknesses import weaknesses_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import BankDraft
from quizapp.formats.schema import bank_schema, quiz_schema

MakeApp = Callable[[], Flask]
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


@bank_group.command("load")
@PATHS
@click.pass_obj
def load(make_app: MakeApp, paths: tuple[Path, ...]) -> None:
    """Bring files of banks and quizzes into the database; a file with a problem changes nothing."""
    read = read_files(paths or (Path("questions"),))
    for problem in read.problems:
        click.echo(str(problem), err=True)
    with make_app().app_context():
        load_sources(db.session(), read.sources)
        db.session.commit()
        for file, draft in read.banks:
            length, silent = len(draft.questions), not sys.stderr.isatty()
            with click.progressbar(length=length, label=str(file), file=sys.stderr, hidden=silent) as bar:
                report = load_bank(db.session(), draft, now=utcnow(), progress=bar.update)
                db.session.commit()
            click.echo(f"{file}: {summary(report)}")
            for key in report.conflicts:
                click.echo(
                    f"{file}: conflict: “{key}” was edited here and in the file; the browser's edit stays.", err=True
                )
            for key in report.missing:
                click.echo(f"{file}: missing: “{key}” is no longer in the file; it is kept.", err=True)
            _say_weaknesses(file, draft)
        told = files_loaded.send(read, session=db.session(), now=utcnow())
        db.session.commit()
        for note in (note for _listener, notes in told for note in notes):
            click.echo(note.line, err=note.is_remark)
    sys.exit(1 if read.problems else 0)


def _say_weaknesses(file: Path, draft: BankDraft) -> None:
    """Say how many weaknesses the linter finds in a file that was loaded; they keep nothing from being loaded."""
    found = [one for one in weaknesses_of([(file, draft)]) if not one.finding.reason]
    if found:
        click.echo(f"{file}: weaknesses: {len(found)}. “quizapp bank check --quality {file}” shows them.", err=True)


def summary(report: LoadReport) -> str:
    """Return a report in one line."""
    counts = {
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
        "edited here and kept": report.kept,
        "in conflict": report.conflicts,
        "missing": report.missing,
    }
    return ", ".join(f"{len(keys)} {name}" for name, keys in counts.items() if keys) or "nothing to do"


@bank_group.command("dump")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--bank", "keys", multiple=True, help="Only this bank; may be given several times.")
@click.pass_obj
def dump(make_app: MakeApp, folder: Path, keys: tuple[str, ...]) -> None:
    """Write banks and quizzes as files: byte for byte what was loaded where nothing changed."""
    folder.mkdir(parents=True, exist_ok=True)
    with make_app().app_context():
        for key in keys or tuple(row.key for row in bank_rows(db.session())):
            bank = bank_by_key(db.session(), key)
            if bank is None:
                raise click.ClickException(f"There is no bank “{key}”.")
            target = folder / f"{key}.yaml"
            target.write_bytes(dump_bank(db.session(), bank).encode())
            click.echo(str(target))
        others = [] if keys else banks_dumped.send(db.session())
        for name, text in (file for _listener, files in others for file in files):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(text.encode())
            click.echo(str(folder / name))


@bank_group.command("schema")
@click.option("--of", "what", type=click.Choice(["bank", "quiz"]), default="bank", help="Which files it describes.")
def schema(what: str) -> None:
    """Print the JSON Schema of bank files, or of the files of ready-made quizzes."""
    described = quiz_schema() if what == "quiz" else bank_schema()
    click.echo(json.dumps(described, indent=2, ensure_ascii=False, sort_keys=True))
