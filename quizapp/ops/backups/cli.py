"""quizapp backup, backups and restore."""

from __future__ import annotations

from pathlib import Path

import click

from quizapp.clock import utcnow
from quizapp.config import Settings, read_settings
from quizapp.ops.backups.folder import Backup, backups_in
from quizapp.ops.backups.making import folder_of, make_backup
from quizapp.ops.backups.manifest import BackupError, Reason
from quizapp.ops.backups.noting import note_backup
from quizapp.ops.backups.restoring import Restored, find_file, look_at, restore_in_place, restore_into
from quizapp.ops.running import is_served
from quizapp.ops.schema import is_known

SHOWN = {"people": "people", "questions": "questions", "responses": "answers", "review_log": "reviews"}
"""What a backup's rows are told by, table by table."""
WHY = {
    Reason.DAILY: "by itself",
    Reason.BY_HAND: "by hand",
    Reason.UPGRADE: "before an upgrade",
    Reason.RESTORE: "before a restore",
}


@click.command("backup")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder to put it in.")
def backup(folder: Path | None) -> None:
    """Make a backup, checked and counted; a server may run meanwhile."""
    try:
        settings = read_settings()
        made = make_backup(settings, Reason.BY_HAND, folder, now=utcnow())
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    note_backup(settings, made, Reason.BY_HAND, now=utcnow())
    click.echo(line_of(made))


@click.command("backups")
def backups() -> None:
    """List the backups, the newest first."""
    try:
        folder = folder_of(read_settings())
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    found = backups_in(folder)
    for one in found:
        click.echo(line_of(one))
    click.echo(f"{len(found)} in {folder}" if found else f"There is no backup in {folder} yet.")


def line_of(one: Backup) -> str:
    """Return one line about a backup."""
    size = f"{one.size / 1_000_000:.1f} MB"
    if one.manifest is None:
        return f"{one.stamp}  {size}  damaged: it cannot be read"
    counted = ", ".join(f"{one.manifest.rows.get(table, 0)} {word}" for table, word in SHOWN.items())
    missing = f", {len(one.manifest.missing_pictures)} pictures missing" if one.manifest.missing_pictures else ""
    return f"{one.stamp}  {size}  verified, {WHY[one.manifest.reason]}: {counted}{missing}"


@click.command("restore")
@click.argument("wanted", metavar="FILE|STAMP")
@click.option("--into", type=click.Path(path_type=Path), help="A new folder; without it, in place.")
@click.option("--yes", is_flag=True, help="Do not ask before data are replaced.")
def restore(wanted: str, into: Path | None, *, yes: bool) -> None:
    """Restore a backup: into a new folder, or in place, after a backup of what is there.

    FILE is a backup's zip; STAMP is how `quizapp backups` names it, such as 20261126T030000Z.
    """
    settings = read_settings()
    try:
        path = find_file(settings, wanted)
        if into is not None:
            done = restore_into(path, into, is_known, settings, now=utcnow())
            _tell(done, into, f", with QUIZAPP_DATA set to {into}")
            return
        if not settings.uses_sqlite:
            folder_of(settings)  # says what to do instead
        manifest = look_at(path, is_known)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    _restore_in_place(settings, Backup(path, manifest.stamp, path.stat().st_size, manifest), yes=yes)


def _restore_in_place(settings: Settings, wanted: Backup, *, yes: bool) -> None:
    if is_served(settings.data_dir):
        how = "stop it first (Ctrl+C, or as it was started), then restore"
        raise click.ClickException(f"A server runs on {settings.data_dir}: {how}.")
    if not yes and settings.database_file.is_file():
        click.echo(line_of(wanted))
        click.confirm(f"Replace the data in {settings.data_dir}? They are backed up first.", abort=True)
    try:
        _tell(restore_in_place(wanted.path, settings, is_known, now=utcnow()), settings.data_dir)
    except BackupError as error:
        raise click.ClickException(str(error)) from None


def _tell(done: Restored, folder: Path, how: str = "") -> None:
    if done.former:
        click.echo(f"What was there is kept in {done.former.path}")
    if done.set_aside:
        click.echo(f"What was there was too damaged for a backup; it lies as it was in {done.set_aside}")
    if done.erased_again:
        click.echo(f"Erased again, as they were after this backup was made: {done.erased_again} people.")
    if done.mails_held:
        click.echo(f"Mails that waited in it, and may have been sent since, are not sent: {done.mails_held}.")
    click.echo(f"The backup of {done.manifest.stamp} is restored in {folder}. Start the server to go on from it{how}.")
