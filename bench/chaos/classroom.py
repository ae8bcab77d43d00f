"""One run: a class at work in a storm, and what was found when it was over."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.chaos.blows import Blow, Storm, plan
from bench.chaos.checking import Findings, check
from bench.chaos.disk import small_disk
from bench.chaos.network import Network
from bench.chaos.server import Server
from bench.chaos.student import Student
from quizapp.app import create_app
from quizapp.config import read_settings
from quizapp.db import db

LONGEST_CALM = 240.0
"""Seconds that students have, once the storm is over, until all that they did is sent."""
CALM, CALM_SHARE = 1.5, 2.0
"""Between two blows lie so many seconds at least, and so many times what the first took to get over: something is to be
saved that can be lost."""
OFTEN = {
    Blow.KILL: 15.0,
    Blow.KILL_PARENT: 60.0,
    Blow.KILL_WORKER: 20.0,
    Blow.FULL: 20.0,
    Blow.KILL_FULL: 40.0,
    Blow.JUMP: 12.0,
    Blow.DOWN: 15.0,
}
"""Seconds between two blows of a kind, in the mean."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    students: int
    seconds: float
    seed: int
    pace: float = 0.25
    database: str = ""
    blows: dict[Blow, int] = field(default_factory=dict)
    """How many of each kind; without any, as many as the time has room for."""

    def counts(self) -> dict[Blow, int]:
        """Return how many blows of each kind there are."""
        if self.blows:
            return self.blows
        every = {blow: max(1, round(self.seconds / each)) for blow, each in OFTEN.items()}
        return {blow: count for blow, count in every.items() if not (self.database and "disk" in blow.value)}


@dataclass(slots=True)
class Report:
    """What a run was like, and what was found."""

    wish: Wish
    findings: Findings
    blows: Counter[Blow]
    jumps: list[float]
    network_faults: Counter[str]
    means_of_filling: str
    recoveries: list[float]
    errors: Counter[str]
    stopped_in: float
    left: int
    """Acts that were still waiting on a device when patience ended."""
    faults: list[str]
    """Students who went wrong themselves."""
    seconds: float


def run(wish: Wish) -> Report:
    """Let a class work in a storm."""
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, small_disk(Path(folder) / "disk") as disk:
        server = Server(disk.folder / "data", Path(folder) / "clock", wish.database)
        try:
            server.start()
            network = Network(server.port, wish.seed)
            storm = Storm(server, network, disk, wish.seed)
            students = [Student(number, network.port, wish.seed, wish.pace) for number in range(wish.students)]
            began = time.monotonic()
            struck = _rage(wish, storm, students)
            _calm_down(network, students)
            seconds = time.monotonic() - began
            network.close()
            stopped_in = server.stop()
            findings = _look(server.data_dir, wish, students)
        finally:
            server.abandon()
        return Report(
            wish,
            findings,
            struck,
            storm.jumps,
            network.met,
            disk.means,
            server.recoveries,
            sum((student.diary.errors for student in students), Counter()),
            stopped_in,
            sum(len(student.outbox.waiting) for student in students),
            [f"{student.name}: {student.fault!r}" for student in students if student.fault],
            seconds,
        )


def _rage(wish: Wish, storm: Storm, students: list[Student]) -> Counter[Blow]:
    struck: Counter[Blow] = Counter()
    began, took = time.monotonic(), 0.0
    for student in students:
        student.start()
    for at, blow in plan(wish.seed, wish.seconds, wish.counts()):
        calm = CALM if wish.blows else max(CALM, CALM_SHARE * took)
        time.sleep(max(began + at - time.monotonic(), calm))
        if time.monotonic() > began + wish.seconds and not wish.blows:
            break
        fell = time.monotonic()
        storm.strike(blow)
        struck[blow], took = struck[blow] + 1, time.monotonic() - fell
    time.sleep(max(began + wish.seconds - time.monotonic(), 0))
    return struck


def _calm_down(network: Network, students: list[Student]) -> None:
    """Let nothing new begin and nothing more go wrong, until all is sent."""
    network.share = 0.0
    for student in students:
        student.over.set()
    until = time.monotonic() + LONGEST_CALM
    for student in students:
        student.join(max(until - time.monotonic(), 0))
    for student in students:
        student.given_up.set()
        student.join()


def _look(data_dir: Path, wish: Wish, students: list[Student]) -> Findings:
    app = create_app(read_settings({"QUIZAPP_DATA": str(data_dir), "QUIZAPP_DATABASE_URL": wish.database}))
    try:
        return check(app, {student.person: student.diary for student in students if student.person})
    finally:
        with app.app_context():
            db.engine.dispose()
