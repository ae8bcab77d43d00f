"""Serving: a free port, addresses to open, and granian."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import IO

import click
from flask import Flask

from quizapp.clock import utcnow
from quizapp.config import Settings, read_settings
from quizapp.db import db
from quizapp.host_names import own_addresses
from quizapp.ops.backups.dumps import follow_erasures
from quizapp.ops.backups.manifest import BackupError
from quizapp.ops.logs import write_logs
from quizapp.ops.metrics.places import begin_anew
from quizapp.ops.running import ServerRunningError, folder_alone, is_served, one_start_at_a_time, share_folder
from quizapp.ops.serving.apart import apart
from quizapp.ops.serving.greeting import Greeting, lines_of
from quizapp.ops.serving.last_start import LastStart, keep_last_start, read_last_start
from quizapp.ops.serving.lasting import serve_on
from quizapp.ops.serving.local_name import LocalName, announced
from quizapp.ops.serving.opening import can_open, open_when_ready
from quizapp.ops.serving.room import (
    EVERY_NETWORK,
    THIS_COMPUTER,
    choice_of,
    classes_to_join,
    is_for_the_room,
    names_of,
    proxied_site,
)
from quizapp.ops.serving.server import is_kept, new_server
from quizapp.ops.serving.sharing import share
from quizapp.ops.setup import disposed, first_instructor_secret, load_shipped_banks, tidy_database
from quizapp.ops.stopping import let_beginners_end
from quizapp.ops.upgrading import upgrade_schema

logger = logging.getLogger(__name__)

PORTS_TRIED = 20

UNPRIVILEGED = 1024
"""The first port that any account may use."""


class NoFreePortError(Exception):
    """None of the next ports can be had."""


def free_port(host: str, wanted: int) -> int:
    """Return the wanted port, or the next one that is free.

    Raises:
        NoFreePortError: neither it nor the PORTS_TRIED after it can be had, or the host is not this computer.
    """
    said = f"No port from {wanted} on is free: set QUIZAPP_PORT."
    for port in range(wanted, min(wanted + PORTS_TRIED, 65_536)):
        try:
            with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except (OSError, UnicodeError) as error:
            if not isinstance(error, OSError) or _is_elsewhere(error):
                raise NoFreePortError(f"{host} is no address of this computer now: set QUIZAPP_HOST.") from None
            if error.errno == errno.EACCES and port < UNPRIVILEGED:
                said = f"This account may not use port {wanted}: set QUIZAPP_PORT to one from {UNPRIVILEGED} on."
        else:
            return port
    raise NoFreePortError(said)


def _is_elsewhere(error: OSError) -> bool:
    return isinstance(error, socket.gaierror) or error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}


def prepare(settings: Settings, app: Flask, addresses: list[str]) -> Greeting:
    """Upgrade after a backup, load the shipped banks, and return what to show."""
    backup = upgrade_schema(settings, now=utcnow())
    if backup:
        click.echo(f"  The database was brought up to date; as it was before, it is kept in {backup.path}")
    with disposed(app):
        for report in load_shipped_banks(app) if settings.shipped_banks else ():
            for key in report.conflicts:
                click.echo(f"  Bank {report.bank}: “{key}” was edited here and in the file; yours stays.")
        if not settings.uses_sqlite and (again := follow_erasures(app)):
            click.echo(f"  An older dump was restored. Erased again, as they were after it was made: {again} people.")
        tidy_database(app)
        secret = first_instructor_secret(app)
        with app.app_context():
            classes = classes_to_join(db.session())
    return Greeting(addresses, settings.host, classes, secret, settings.data_dir, proxied_site(settings))


def _names(settings: Settings) -> list[str]:
    return names_of(settings.host, trusted=settings.trusted_hosts)


def _prepare_alone(settings: Settings, app: Flask) -> Greeting:
    """Prepare while no other server is at work, or on PostgreSQL about to begin, or stop with a sentence."""
    alone = folder_alone(settings.data_dir) if settings.uses_sqlite else one_start_at_a_time(settings)
    try:
        with alone:
            addresses = [f"http://{name}:{settings.port}" for name in _names(settings)]
            greeting = apart(partial(prepare, settings, app, addresses))
        share_folder(settings)
        begin_anew(settings)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    except ServerRunningError:
        raise _running(settings) from None
    return greeting


def _running(settings: Settings) -> click.ClickException:
    said = f"A server runs on {settings.data_dir} already. Stop it first, or set QUIZAPP_DATA to another folder."
    return click.ClickException(said)


def _settings_to_serve(settings: Settings, host: str, wanted: int) -> Settings:
    """Return the settings with the host and the port that are served, and leave them to the workers."""
    try:
        port = free_port(host, wanted)
    except NoFreePortError as error:
        raise click.ClickException(str(error)) from None
    if port != wanted and settings.uses_sqlite and is_served(settings.data_dir):
        raise _running(settings)
    settings = replace(settings, host=host, port=port)
    if not _names(settings):
        raise click.ClickException(f"{host} is no address to ask by: name this computer in QUIZAPP_TRUSTED_HOSTS.")
    if port != wanted:
        click.echo(f"  Port {wanted} is taken; using {port}.")
    # Workers, and who takes their place, read their settings anew, and must trust this name.
    os.environ |= {"QUIZAPP_HOST": host, "QUIZAPP_PORT": str(port)}
    return settings


def _keep_start(settings: Settings, chosen: bool | None) -> None:
    start = LastStart(
        at=utcnow(),
        port=settings.port,
        addresses=own_addresses(),
        for_the_room=is_for_the_room(settings.host),
        chosen=chosen,
    )
    keep_last_start(settings.data_dir, start)


def _is_terminal(stream: IO[str] | None) -> bool:
    """Say whether somebody sits before a stream; there is none where whoever began this program has closed it."""
    return stream is not None and stream.isatty()


def _question() -> Callable[[], bool] | None:
    """Return what asks whether the room may come, where somebody sits before a terminal."""
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        return None
    return lambda: click.confirm("Shall others in this room, in the same network, reach this server?", default=False)


@click.command("serve")
@click.option("--host", help="Address to listen on; QUIZAPP_HOST, or 127.0.0.1.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; QUIZAPP_PORT, or 8000.")
@click.option("--room/--no-room", default=None, help="Let others in this computer's network come, or not.")
@click.option("--open/--no-open", "opens", default=None, help="Open the browser; without it, at the first start.")
@click.pass_obj
def serve(
    make_app: Callable[[], Flask], host: str | None, port: int | None, *, room: bool | None, opens: bool | None
) -> None:
    """Migrate, load the banks, and serve until stopped."""
    settings = read_settings()
    last = read_last_start(settings.data_dir)
    is_set = bool(host or os.environ.get("QUIZAPP_HOST"))
    chosen = room if is_set else choice_of(room, last, _question())
    host = host or (settings.host if chosen is None else EVERY_NETWORK if chosen else THIS_COMPUTER)
    settings = _settings_to_serve(settings, host, port or settings.port)
    write_logs(settings)
    if opens is None:
        opens = last is None and _is_terminal(sys.stdout) and can_open(os.environ)
    app = make_app()
    with announced(settings) as local:
        greeting = _prepare_alone(settings, app)
        greeting = _with_local_name(greeting, settings, local)
        for line in lines_of(greeting, sys.stdout.encoding if _is_terminal(sys.stdout) else None):
            click.echo(line)
        _keep_start(settings, chosen)
        if opens:
            site = greeting.addresses[0]
            open_when_ready(site, f"{site}/setup/{greeting.secret}" if greeting.secret else f"{site}/")
        if local and is_kept(settings):
            local.pass_on()
        _serve(settings, app, [*_this_program(), "serve-again"])


@click.command("serve-again", hidden=True)
@click.argument("keeper", type=int)
@click.argument("how")
@click.argument("short_lives", type=int)
@click.pass_obj
def serve_again(make_app: Callable[[], Flask], keeper: int, how: str, short_lives: int) -> None:
    """Serve in the place of a process that died, as a keeper asks for it; the first start said all that there is."""
    settings = read_settings()
    write_logs(settings)
    logger.error("The process that answered ended: %s (in a row, soon after it had begun: %d).", how, short_lives)
    app = make_app()
    _prepare_alone(settings, app)
    _serve(settings, app, (), keeper)


def _this_program() -> list[str]:
    """Return what began this program, without what it was asked to do."""
    asked = len(sys.argv) - 1
    return [sys.executable, *sys.orig_argv[1 : len(sys.orig_argv) - asked]]


def _with_local_name(greeting: Greeting, settings: Settings, local: LocalName | None) -> Greeting:
    if local is None:
        return greeting
    name = local.found()
    if name is None:
        click.echo("  No name like quiz.local could be had in this network; the addresses below work all the same.")
        return greeting
    return replace(greeting, addresses=[*greeting.addresses, f"http://{name}:{settings.port}"])


def _serve(settings: Settings, app: Flask, again: Sequence[str], keeper: int = 0) -> None:
    let_beginners_end()
    share(app)
    serve_on(lambda: new_server(settings, again, keeper))
