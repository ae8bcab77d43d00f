"""The log: one JSON object a line, rotated, and without anything personal: no names, addresses, answers or texts.

An exception is told by its type and its places in the code. Its words may hold what somebody typed, so they are kept
only where they are the system's or the database's own.
"""

from __future__ import annotations

import itertools
import json
import logging
import logging.handlers
import os
import sys
import traceback
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, request

from quizapp.config import Settings
from quizapp.disk import make_own_folder
from quizapp.extensions import settings_of
from quizapp.ops.locks import LockedError, holding

MOST_BYTES = 2_000_000
KEPT_FILES = 5
_OURS = "quizapp"
_SECURITY = "quizapp.security"
SECURITY_FILE = "security.log"
"""Beside the log: a file of its own, so that whoever has many requests refused pushes no error out of the log."""


def write_logs(settings: Settings) -> None:
    """Send what this process logs to the files of the settings, and warnings to the terminal, too."""
    root = logging.getLogger()
    for former in [one for one in root.handlers if isinstance(one, LogFile | _Terminal | _SystemLog)]:
        root.removeHandler(former)
        former.close()
    logging.getLogger(_OURS).setLevel(settings.log_level.upper())  # of other libraries warnings are enough
    terminal = _Terminal(sys.stderr)
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(LinesForPeople())
    root.addHandler(terminal)
    if settings.log_file is not None:
        make_own_folder(settings.log_file.parent)
        for path, is_security in ((settings.log_file, False), (settings.log_file.with_name(SECURITY_FILE), True)):
            file = LogFile(path)
            file.setFormatter(JsonLines())
            file.addFilter(partial(_belongs, is_security=is_security))
            root.addHandler(file)
    if settings.syslog:
        system = _SystemLog(settings.syslog)
        system.setFormatter(JsonLines())
        root.addHandler(system)
    logging.getLogger(_SECURITY).setLevel(logging.INFO)


def _belongs(record: logging.LogRecord, *, is_security: bool) -> bool:
    return (record.name == _SECURITY) is is_security


def with_logs(app: Flask) -> Flask:
    """Return an application whose settings this process logs by from here on."""
    write_logs(settings_of(app))
    return app


def init_app(app: Flask) -> None:
    """Let an error in a page be logged by the page's rule, not by its address, which may name somebody."""

    def log_exception(exc_info: object) -> None:
        rule = request.url_rule.rule if request.url_rule else "no page"
        app.logger.error("An error in %s %s", request.method, rule, exc_info=exc_info)  # type: ignore[arg-type]  # as Flask hands it on

    app.log_exception = log_exception  # type: ignore[method-assign]  # Flask's own would tell addresses


class _Terminal(logging.StreamHandler):  # type: ignore[type-arg]  # generic in its stub alone
    """What this module shows in the terminal."""


class _SystemLog(logging.handlers.SysLogHandler):
    """The log of the system, from where it may go to another machine."""

    ident = "quizapp: "

    def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Leave it at the file, where the system's log is being started anew."""


class LogFile(logging.handlers.WatchedFileHandler):
    """A file that several processes write to, one line at a time, and whichever finds it full moves away."""

    def __init__(self, path: Path) -> None:
        """Open the file; only its owner reads it."""
        super().__init__(path, encoding="utf-8", delay=True)
        self._path = path
        self._failures = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, after a look whether the file is full."""
        try:
            if self._path.exists() and self._path.stat().st_size >= MOST_BYTES:
                self._rotate()
            before = self._failures
            super().emit(record)
            if self._failures == before:
                self._failures = 0
        except OSError:
            self.handleError(record)

    def handleError(self, _record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say once that the log cannot be written, and why; logging's own way tells all of it at each line."""
        error = sys.exc_info()[1]
        if not self._failures and sys.stderr:
            why = error.strerror if isinstance(error, OSError) else type(error).__name__
            sys.stderr.write(f"error: The log {self._path} cannot be written: {why}\n")
        self._failures += 1

    def _open(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - as logging's own
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding=self.encoding)

    def _rotate(self) -> None:
        """Move the files on by one, unless another process does so right now."""
        try:
            with holding(self._path.with_suffix(".lock")):
                if self._path.stat().st_size < MOST_BYTES:
                    return  # another was quicker; the handler sees by itself that the file is a new one
                names = [self._path, *(Path(f"{self._path}.{number}") for number in range(1, KEPT_FILES))]
                for newer, older in reversed(list(itertools.pairwise(names))):
                    if newer.exists():
                        newer.replace(older)
        except LockedError:
            return


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": words_of(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = told_error(record.exc_info[1])
            line["where"] = places_of(record.exc_info[1])
        return json.dumps(line | getattr(record, "figures", {}), ensure_ascii=False)


class LinesForPeople(logging.Formatter):
    """Formats a record for the terminal, with as little in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, with the places of an error below it."""
        error = record.exc_info[1] if record.exc_info else None
        below = f"\n  {told_error(error)}\n    " + "\n    ".join(places_of(error)) if error else ""
        return f"{record.levelname.lower()}: {words_of(record)}{below}"


def words_of(record: logging.LogRecord) -> str:
    """Return what a record says: of other libraries only the sentence, whose values may be anything."""
    return record.getMessage() if record.name.split(".")[0] == _OURS else str(record.msg)


def told_error(error: BaseException) -> str:
    """Return an error's type, with its words where they are the system's or the database's own."""
    name = type(error).__name__
    if isinstance(error, sa.exc.DBAPIError):
        told = getattr(getattr(error.orig, "diag", None), "message_primary", None)
        return f"{name}: {told or (error.orig if _is_sqlite(error.orig) else '')}"
    return f"{name}: {error.strerror}" if isinstance(error, OSError) and error.strerror else name


def _is_sqlite(error: BaseException | None) -> bool:
    return type(error).__module__ == "sqlite3"


def places_of(error: BaseException) -> list[str]:
    """Return where in the code an error came up, the outermost call first."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
