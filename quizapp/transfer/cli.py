"""quizapp bank status, load and dump: files and the database beside each other, and brought in step."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
from flask import Flask
from sqlalchemy.orm import Session

from quizapp.bank.cli import PATHS, bank_group, say_weaknesses
from quizapp.bank.files import QUIZZES_FOLDER, SOURCES_FILE, ReadFiles, read_files
from quizapp.bank.loading import LoadReport
from quizapp.bank.models import Bank
from quizapp.bank.picture_files import dump_pictures, load_pictures
from quizapp.bank.queries import bank_by_key, bank_rows
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import BankDraft
from quizapp.pictures.placing import own_store
from quizapp.quizzes.ready import all_ready_quizzes
from quizapp.transfer import status
from quizapp.transfer.comparing import SOURCES, compare_files
from quizapp.transfer.dumping import Dumped, dump_bank_file, dump_quiz_file, dump_sources_file
from quizapp.transfer.key_commands import say_changed_keys
from quizapp.transfer.loading import SIDES, Taken, load_bank_file, load_quiz_files, load_sources_file
from quizapp.transfer.snapshots import HEAD

__all__ = ["bank_group"]

MakeApp = Callable[[], Flask]


@bank_group.command("status")
@PATHS
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How it is printed.")
@click.pass_obj
def show_status(make_app: MakeApp, paths: tuple[Path, ...], style: str) -> None:
    """Say what differs between files and database, and in which direction; exit 0 if nothing does, else 1."""
    with make_app().app_context():
        read = _read(paths)
        found = compare_files(db.session(), read)
    click.echo(
        json.dumps(status.as_json(found), ensure_ascii=False, indent=2) if style == "json" else status.as_text(found)
    )
    sys.exit(1 if read.problems or any(one.differing for one in found) else 0)


def _read(paths: tuple[Path, ...]) -> ReadFiles:
    read = read_files(paths or (Path("questions"),), own_store().has)
    for problem in read.problems:
        click.echo(str(problem), err=True)
    return read


@bank_group.command("load")
@PATHS
@click.option(
    "--take",
    "wanted",
    type=(click.Choice(SIDES), str),
    multiple=True,
    help="In a conflict, whose side counts: --take file dates:region-decade; may be given several times.",
)
@click.pass_obj
def load(make_app: MakeApp, paths: tuple[Path, ...], wanted: tuple[tuple[str, str], ...]) -> None:
    """Bring files of banks and quizzes into the database; a file with a problem changes nothing."""
    with make_app().app_context():
        read = _read(paths)
        taken = _taken(wanted, read)
        load_pictures(db.session(), own_store(), read.pictures, now=utcnow())
        db.session.commit()
        for file, drafts in read.source_files:
            conflicts = load_sources_file(db.session(), file, drafts, taken, now=utcnow())
            db.session.commit()
            _say_conflicts(file, SOURCES, conflicts)
        for file, draft in read.banks:
            _load_bank(file, draft, taken)
        _load_quizzes(read)
    sys.exit(1 if read.problems else 0)


def _taken(wanted: Iterable[tuple[str, str]], read: ReadFiles) -> Taken:
    """Return whose side counts, by bank and id; sources are named like questions of a bank called sources."""
    known = {(draft.key, one.key) for _file, draft in read.banks for one in draft.questions}
    known |= {(draft.key, HEAD) for _file, draft in read.banks} | {(SOURCES, source.key) for source in read.sources}
    taken = {}
    for side, name in wanted:
        bank, _colon, key = name.partition(":")
        if (bank, key) not in known:
            raise click.ClickException(f"“{name}” is in none of these files: write BANK:ID, or BANK for its title.")
        taken[bank, key] = side
    return taken


def _load_bank(file: Path, draft: BankDraft, taken: Taken) -> None:
    length, silent = len(draft.questions), not sys.stderr.isatty()
    with click.progressbar(length=length, label=str(file), file=sys.stderr, hidden=silent) as bar:
        report = load_bank_file(db.session(), file, draft, taken, now=utcnow(), progress=bar.update)
        db.session.commit()
    click.echo(f"{file}: {summary(report)}")
    _say_conflicts(file, draft.key, report.conflicts)
    say_changed_keys(db.session(), file, report)
    for key in report.missing:
        click.echo(f"{file}: missing: “{key}” is no longer in the file; it is kept.", err=True)
    say_weaknesses(file, draft)


def _say_conflicts(file: Path, bank: str, keys: Iterable[str]) -> None:
    for key in keys:
        name = key or "title, language or description"
        click.echo(f"{file}: conflict: “{name}” was edited here and in the file; the browser's edit stays.", err=True)
        click.echo(f"{file}: take the file's: quizapp bank load --take file {bank}{key and f':{key}'} {file}", err=True)


def _load_quizzes(read: ReadFiles) -> None:
    notes = load_quiz_files(db.session(), read, now=utcnow())
    db.session.commit()
    for note in notes:
        click.echo(note.line, err=note.is_remark)


def summary(report: LoadReport) -> str:
    """Return a report in one line."""
    counts = {
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
        "edited here and kept": report.kept,
        "in conflict": report.conflicts,
        "missing": report.missing,
        "in the trash": report.in_trash,
    }
    return ", ".join(f"{len(keys)} {name}" for name, keys in counts.items() if keys) or "nothing to do"


@bank_group.command("dump")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--bank", "keys", multiple=True, help="Only this bank; may be given several times.")
@click.pass_obj
def dump(make_app: MakeApp, folder: Path, keys: tuple[str, ...]) -> None:
    """Write banks, sources and quizzes as files: what changed here; what a file changed itself stays, and exits 1."""
    folder.mkdir(parents=True, exist_ok=True)
    with make_app().app_context():
        session = db.session()
        done = [_write(file, dumped) for file, dumped in _dumped(session, folder, _banks(session, keys), keys)]
        session.commit()
    sys.exit(0 if all(done) else 1)


def _banks(session: Session, keys: tuple[str, ...]) -> Iterator[Bank]:
    for key in keys or tuple(row.key for row in bank_rows(session)):
        bank = bank_by_key(session, key)
        if bank is None:
            raise click.ClickException(f"There is no bank “{key}”.")
        yield bank


def _dumped(
    session: Session, folder: Path, banks: Iterable[Bank], keys: tuple[str, ...]
) -> Iterator[tuple[Path, Dumped]]:
    for bank in banks:
        file = folder / f"{bank.key}.yaml"
        yield file, dump_bank_file(session, bank, file, _text(file), now=utcnow())
    if keys:
        return
    sources = folder / SOURCES_FILE
    yield sources, dump_sources_file(session, sources, _text(sources), now=utcnow())
    for quiz in all_ready_quizzes(session):
        file = folder / QUIZZES_FOLDER / f"{quiz.key}.yaml"
        yield file, dump_quiz_file(session, quiz, file, _text(file), now=utcnow())


def _text(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8") if file.is_file() else None
    except UnicodeDecodeError:
        raise click.ClickException(f"{file} is not UTF-8: save it as UTF-8, or move it away.") from None


def _write(file: Path, dumped: Dumped) -> bool:
    """Write a file, and say what in it stays as it is; tell whether nothing had to."""
    for problem in dumped.problems:
        click.echo(str(problem), err=True)
    if dumped.text is None:
        click.echo(f"{file}: not written: mend the file, or move it away.", err=True)
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    data = dumped.text.encode()
    if not file.is_file() or file.read_bytes() != data:
        file.write_bytes(data)
    for written in (file, *dump_pictures(file.parent, dumped.text, own_store())):
        click.echo(str(written))
    for part in dumped.left:
        click.echo(
            f"{file}: not overwritten: “{part.key or 'title'}”, {status.words(part)}: load the file first.", err=True
        )
    return not dumped.left
