"""Serving: a free port, an address to open, and granian."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from quizapp.clock import utcnow
from quizapp.config import EVERYWHERE, Settings, own_addresses
from quizapp.ops.backups.manifest import BackupError
from quizapp.ops.logs import write_logs
from quizapp.ops.metrics.counting import begin_anew
from quizapp.ops.metrics.watching import folder_of
from quizapp.ops.running import ServerRunningError, folder_alone, one_start_at_a_time, share_folder
from quizapp.ops.setup import disposed, first_instructor_secret, load_shipped_banks, tidy_database
from quizapp.ops.upgrading import upgrade_schema

PORTS_TRIED = 20
# Few threads: more only queue on the interpreter and on SQLite's lock. On Windows the gate guards one process alone.
WORKERS, THREADS = (1, 4) if sys.platform == "win32" else (2, 1)


class NoFreePortError(Exception):
    """None of the next ports is free either."""


def free_port(host: str, wanted: int) -> int:
    """Return the wanted port, or the next one that is free.

    Raises:
        NoFreePortError: neither it nor the PORTS_TRIED after it are free.
    """
    for port in range(wanted, min(wanted + PORTS_TRIED, 65_536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise NoFreePortError(f"No port from {wanted} on is free: set QUIZAPP_PORT.")


def shown_hosts(host: str) -> list[str]:
    """Return the names under which a server that listens on a host can be reached, the nearest first."""
    if host in EVERYWHERE:
        return ["localhost", *own_addresses()]
    return ["localhost" if host == "127.0.0.1" else f"[{host}]" if ":" in host else host]


def prepare(settings: Settings, make_app: Callable[[], Flask], addresses: list[str]) -> None:
    """Upgrade after a backup, load the shipped banks, and print where to go."""
    backup = upgrade_schema(settings, now=utcnow())
    if backup:
        click.echo(f"  The database was brought up to date; as it was before, it is kept in {backup.path}")
    with disposed(make_app()) as app:
        for report in load_shipped_banks(app) if settings.shipped_banks else ():
            for key in report.conflicts:
                click.echo(f"  Bank {report.bank}: “{key}” was edited here and in the file; yours stays.")
        tidy_database(app)
        secret = first_instructor_secret(app)
    click.echo(f"\n  quizapp is ready: {addresses[0]}/")
    for address in addresses[1:]:
        click.echo(f"  for others in the room: {address}/")
    if secret:
        click.echo(f"  Make the first instructor's account (works once): {addresses[0]}/setup/{secret}")
    click.echo("  Stop with Ctrl+C. Everything is kept in " + str(settings.data_dir) + "\n")


def _prepare_alone(settings: Settings, make_app: Callable[[], Flask], addresses: list[str]) -> None:
    """Prepare while no other server is at work, or on PostgreSQL about to begin, or stop with a sentence."""
    alone = folder_alone(settings.data_dir) if settings.uses_sqlite else one_start_at_a_time(settings)
    try:
        with alone:
            prepare(settings, make_app, addresses)
        share_folder(settings)
        begin_anew(folder_of(settings))
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    except ServerRunningError:
        raise click.ClickException(
            f"A server runs on {settings.data_dir} already. Stop it first, or set QUIZAPP_DATA to another folder."
        ) from None


@click.command("serve")
@click.option("--host", help="Address to listen on; QUIZAPP_HOST, or 127.0.0.1.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; QUIZAPP_PORT, or 8000.")
@click.pass_obj
def serve(make_app: Callable[[], Flask], host: str | None, port: int | None) -> None:
    """Migrate, load the banks, and serve until stopped."""
    settings: Settings = make_app().extensions["quizapp.settings"]
    host = host or settings.host
    wanted = port or settings.port
    try:
        port = free_port(host, wanted)
    except NoFreePortError as error:
        raise click.ClickException(str(error)) from None
    if port != wanted:
        click.echo(f"  Port {wanted} is taken; using {port}.")
    os.environ["QUIZAPP_HOST"] = host  # the workers read their settings anew, and must trust this name
    write_logs(settings)
    _prepare_alone(settings, make_app, [f"http://{name}:{port}" for name in shown_hosts(host)])
    Granian(
        "quizapp.app:create_served_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_access=False,
        log_level=LogLevels.warning,
        websockets=False,
        respawn_failed_workers=True,
    ).serve()
