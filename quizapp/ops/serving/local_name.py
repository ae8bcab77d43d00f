"""quiz.local: a name for the room's network, for as long as the server runs, where the extra "local" is installed."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address
from threading import Thread

from quizapp.config import EVERYWHERE, Settings
from quizapp.ops.serving.room import names_of, number_of

PATIENCE = 12.0
"""Seconds within which a name is found, or none is."""
END_SECONDS = 3.0


class LocalName:
    """A name that is being looked for, and then held, by a process of its own."""

    def __init__(self, port: int, addresses: Sequence[str]) -> None:
        """Begin to look for one; that takes two seconds, in which others may do something else."""
        command = [sys.executable, "-m", "quizapp.ops.serving.announcing", str(port), *addresses]
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._said: list[str] = []
        self._reader = Thread(target=self._read, name="quizapp-local-name", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        if self._process.stdout:
            self._said.append(self._process.stdout.readline().strip())

    def found(self) -> str | None:
        """Return the name; None where none could be had."""
        self._reader.join(PATIENCE)
        return (self._said or [""])[0] or None

    def pass_on(self) -> None:
        """Leave the end of the name to the program that takes this one's place."""
        if self._process.stdin:
            os.set_inheritable(self._process.stdin.fileno(), True)

    def withdraw(self) -> None:
        """Let the network know that the name is gone."""
        try:
            self._process.communicate(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()


@contextlib.contextmanager
def announced(settings: Settings) -> Iterator[LocalName | None]:
    """Have a name within a block, where others may come and the extra is there; None where not."""
    addresses = [name for name in names_of(settings.host) if isinstance(number_of(name), IPv4Address)]
    if not (addresses and settings.host in EVERYWHERE and importlib.util.find_spec("zeroconf")):
        yield None
        return
    name = LocalName(settings.port, addresses)
    try:
        yield name
    finally:
        name.withdraw()
