"""granian, as quizapp serves by it."""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Callable, Sequence
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.log import logger as servers_logger

from quizapp.config import Settings
from quizapp.ops.serving.keeper import KILL_SECONDS, become_keeper
from quizapp.ops.serving.lasting import Server
from quizapp.ops.serving.turns import SENDERS

SERVERS_LOG = {"incremental": True, "handlers": {}, "loggers": {}}
"""The server's own lines go where all others do: each worker would arrange logging anew, and copy what it shares."""


def is_kept(settings: Settings) -> bool:
    """Say whether a keeper takes this program's place once the process that answers was forked.

    Several share the memory of the program that they were forked from, so that it stays, and granian looks after them.
    """
    return sys.platform == "linux" and settings.workers == 1


def new_server(settings: Settings, again: Sequence[str], keeper: int = 0) -> Server:
    """Return a server; its keeper, if it has one, gets a command to begin another by, or belongs to another keeper."""
    servers_logger.addFilter(_is_news)
    server = _Granian(
        "quizapp.app:create_served_app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=1 if sys.platform == "win32" else settings.workers,  # on Windows the gate guards one process alone
        blocking_threads=SENDERS,
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=SERVERS_LOG,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
    )
    server.kept = (again, keeper) if is_kept(settings) else None
    return server


class _Granian(Granian):  # type: ignore[misc,valid-type]  # which class that is depends on Python
    kept: tuple[Sequence[str], int] | None = None

    def serve(self) -> None:
        super().serve(target_loader=_served_app)

    def _serve_loop(self, *arguments: Any) -> None:
        if self.kept is not None and not self.interrupt_signal:
            become_keeper(self.wrks[0].inner.pid, *self.kept)
        super()._serve_loop(*arguments)


def _is_news(record: logging.LogRecord) -> bool:
    """Say whether a line of the server's is news: it warns of many threads at each start, and ours mostly rest."""
    return not record.getMessage().startswith(f"Configuration allows spawning up to {SENDERS} Python threads")


def _served_app(target: str) -> Callable[..., object]:
    """Return what a worker serves; granian's own way to it makes a regular expression ready in each of them."""
    module, _colon, name = target.partition(":")
    made: Callable[..., object] = getattr(importlib.import_module(module), name)()
    return made
