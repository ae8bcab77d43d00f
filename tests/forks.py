"""Runs the tests in several processes, forked when all are imported and collected: a plugin, asked for by `--forks`.

So that is done but once, and a process comes for more tests when it is through with its own. Where nothing can fork,
one process runs them all.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Iterator
from io import UnsupportedOperation
from multiprocessing.connection import Connection, wait
from tempfile import TemporaryFile

import pytest

FORKING = multiprocessing.get_context("fork") if hasattr(os, "fork") else None
ROUNDS = 4
"""How often each process comes for tests at the least; with fewer and fewer left, all end at about the same time."""


class Hooks:
    """What a plugin may bring from the processes that ran tests to the first one."""

    def pytest_forked_done(self) -> object:
        """Return, in a process that has run its last test, what the first one should have of it."""

    def pytest_forked_brought(self, config: pytest.Config, brought: list[object]) -> None:
        """Take in the first process what all plugins returned in another."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--forks", type=int, default=0, metavar="N", help="run the tests in N processes")


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    pluginmanager.add_hookspecs(Hooks)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    option = session.config.option
    if not FORKING or not option.forks or option.collectonly or option.usepdb or session.testsfailed:
        return None
    Forks(session, option.forks).run()
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    if session.shouldstop:
        raise session.Interrupted(session.shouldstop)
    return True


def blocks_of(items: list[pytest.Item], processes: int) -> Iterator[list[int]]:
    """Share places of tests out: a module's slow ones together and first, then many of the others, in the end one."""
    slow: dict[str, list[int]] = {}
    others = []
    for place, item in enumerate(items):
        together = item.get_closest_marker("together")
        if together or item.get_closest_marker("slow") or item.get_closest_marker("browser"):
            slow.setdefault(together.args[0] if together else item.path.as_posix(), []).append(place)
        else:
            others.append(place)
    yield from slow.values()
    while others:
        size = max(1, len(others) // (ROUNDS * processes))
        yield others[:size]
        del others[:size]


class Forks:
    """Processes that run the tests of a session, and the first one, which tells what they tell."""

    def __init__(self, session: pytest.Session, processes: int) -> None:
        self.session, self.blocks, self.stop = session, FORKING.SimpleQueue(), FORKING.Event()
        session.config._tmp_path_factory.getbasetemp()  # one folder for all of them
        pipes = [FORKING.Pipe(duplex=False) for _ in range(processes)]
        self.workers = [FORKING.Process(target=self._work, args=(pipes, number)) for number in range(processes)]
        self.running = {receiver: "nothing" for receiver, _ in pipes}
        for worker in self.workers:
            worker.start()
        for _, sender in pipes:
            sender.close()  # only the process that it belongs to has it now, so that its end is seen

    def run(self) -> None:
        """Hand all tests out, and report what is reported, until all processes are through."""
        for block in [*blocks_of(self.session.items, len(self.workers)), *[None for _ in self.workers]]:
            self.blocks.put(block)
        try:
            while self.running:
                for receiver in wait(list(self.running)):
                    self._hear(receiver)
        finally:
            self.stop.set()
            for worker in self.workers:
                worker.join()

    def _hear(self, receiver: Connection) -> None:
        hook, config = self.session.config.hook, self.session.config
        try:
            reports, running, brought = receiver.recv()
        except EOFError:
            self.session.shouldfail = f"a process ended while it ran {self.running[receiver]}"
            reports, running, brought = [], None, []
        for data in reports:
            hook.pytest_runtest_logreport(report=hook.pytest_report_from_serializable(config=config, data=data))
        hook.pytest_forked_brought(config=config, brought=brought)
        self.running[receiver] = running
        if running is None:
            del self.running[receiver]
            receiver.close()
        if self.session.shouldfail or self.session.shouldstop:
            self.stop.set()

    def _work(self, pipes: list[tuple[Connection, Connection]], number: int) -> None:
        """Run in another process: the tests of one block after another, and tell the first process of each."""
        for receiver, sender in pipes:
            receiver.close()
            if sender is not pipes[number][1]:
                sender.close()
        with contextlib.suppress(KeyboardInterrupt):
            Worker(self, pipes[number][1]).run()


class Worker:
    """A process that runs tests and keeps their reports until they are told: a plugin of its own copy of pytest."""

    def __init__(self, forks: Forks, sender: Connection) -> None:
        self.forks, self.sender, self.config = forks, sender, forks.session.config
        self.reports: list[dict] = []
        self.config.pluginmanager.unregister(name="terminalreporter")
        self.config.pluginmanager.register(self)
        self._capture_apart()

    def run(self) -> None:
        """Run tests until none are left."""
        items, places = self.forks.session.items, self._places()
        place = next(places, None)
        self._tell(None if place is None else items[place])
        while place is not None:
            following = next(places, None)
            after = None if following is None else items[following]
            self.config.hook.pytest_runtest_protocol(item=items[place], nextitem=after)
            place = following
            if after is not None:
                self._tell(after)
        self.sender.send((self.reports, None, self.config.hook.pytest_forked_done()))
        self.sender.close()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.reports.append(self.config.hook.pytest_report_to_serializable(config=self.config, report=report))

    def _capture_apart(self) -> None:
        """Give what is captured files of its own, for those from before the fork belong to all processes together."""
        capturing = self.config.pluginmanager.getplugin("capturemanager")._global_capturing
        for stream in (capturing.out, capturing.err):
            with contextlib.suppress(AttributeError, UnsupportedOperation), TemporaryFile() as own:  # only with files
                os.dup2(own.fileno(), stream.tmpfile.fileno())

    def _places(self) -> Iterator[int]:
        while (block := self.forks.blocks.get()) is not None:
            for place in block:
                if self.forks.stop.is_set() or self.forks.session.shouldfail:
                    return
                yield place

    def _tell(self, item: pytest.Item | None) -> None:
        self.sender.send((self.reports, item.nodeid if item else "nothing", []))
        self.reports.clear()
