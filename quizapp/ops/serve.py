"""Serving: a free port, an address to open, and granian."""

from __future__ import annotations

import socket
from collections.abc import Callable

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from quizapp.config import Settings
from quizapp.ops.setup import disposed, first_instructor_secret, load_shipped_banks, migrate_schema

PORTS_TRIED = 20
WORKERS = 2
THREADS = 1


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


def prepare(settings: Settings, make_app: Callable[[], Flask], address: str) -> None:
    """Migrate, load the shipped banks, and print where to go."""
    migrate_schema(settings)
    with disposed(make_app()) as app:
        for report in load_shipped_banks(app):
            for key in report.conflicts:
                click.echo(f"  Bank {report.bank}: “{key}” was edited here and in the file; yours stays.")
        secret = first_instructor_secret(app)
    click.echo(f"\n  quizapp is ready: {address}/")
    if secret:
        click.echo(f"  Make the first instructor's account (works once): {address}/setup/{secret}")
    click.echo("  Stop with Ctrl+C. Everything is kept in " + str(settings.data_dir) + "\n")


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
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104 - shown, not bound
    prepare(settings, make_app, f"http://{shown}:{port}")
    Granian(
        "quizapp.app:create_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()
