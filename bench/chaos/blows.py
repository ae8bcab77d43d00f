"""What strikes in the storm, and when: chosen by a seed before it begins."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from random import Random
from typing import NamedTuple

from bench.chaos.disk import Disk
from bench.chaos.network import Network
from bench.chaos.server import Server
from bench.chaos.serving import move_clock

OFF_BY = (26 * 3600.0, -3 * 3600.0, 40 * 60.0, -20 * 60.0)
"""Seconds by which the server's clock is wrong after a jump; every second jump sets it right again."""
FULL_SECONDS, DOWN_SECONDS = (1.0, 3.0), (0.3, 2.0)


class Blow(StrEnum):
    """One kind of mishap."""

    KILL = "the server and its workers killed (SIGKILL), started again"
    KILL_PARENT = "the server's first process killed alone, started again"
    KILL_WORKER = "a worker killed, replaced by the server itself"
    FULL = "disk filled"
    KILL_FULL = "disk filled and the server killed, started again when there was room"
    JUMP = "clock moved"
    DOWN = "network down for everybody"


class Strike(NamedTuple):
    """A blow, and after how many seconds it falls."""

    at: float
    blow: Blow


def plan(seed: int, seconds: float, counts: dict[Blow, int]) -> list[Strike]:
    """Return so many blows of each kind, spread over a time."""
    chance = Random(f"{seed} blows")
    blows = [blow for blow, count in counts.items() for _ in range(count)]
    chance.shuffle(blows)
    each = seconds / (len(blows) + 1)
    return [Strike(each * (place + chance.uniform(0.6, 1.4)), blow) for place, blow in enumerate(blows)]


class Storm:
    """Lets the blows fall."""

    def __init__(self, server: Server, network: Network, disk: Disk, seed: int) -> None:
        """Know what can be struck."""
        self._server, self._network, self._disk = server, network, disk
        self._chance = Random(f"{seed} storm")
        self._moved = 0
        self.jumps: list[float] = []
        """What the clock was off by, after each jump."""

    def strike(self, blow: Blow) -> None:
        """Let a blow fall, and repair what it broke."""
        done: dict[Blow, Callable[[], None]] = {
            Blow.KILL: self._kill,
            Blow.KILL_PARENT: lambda: self._kill(parent_only=True),
            Blow.KILL_WORKER: lambda: self._server.kill_worker(self._chance.randrange(2)),
            Blow.FULL: self._fill,
            Blow.KILL_FULL: lambda: self._fill(kill=True),
            Blow.JUMP: self._jump,
            Blow.DOWN: self._cut,
        }
        done[blow]()

    def _fill(self, *, kill: bool = False) -> None:
        self._disk.fill(self._server.processes())
        time.sleep(self._chance.uniform(*FULL_SECONDS))
        if kill:
            self._server.kill()
        self._disk.empty([] if kill else self._server.processes())
        if kill:
            self._server.start()

    def _kill(self, *, parent_only: bool = False) -> None:
        self._server.kill(parent_only=parent_only)
        self._server.start()

    def _jump(self) -> None:
        seconds = 0.0 if self._moved % 2 else OFF_BY[self._moved // 2 % len(OFF_BY)]
        self._moved += 1
        move_clock(self._server.clock, seconds)
        self.jumps.append(seconds)

    def _cut(self) -> None:
        self._network.is_down = True
        time.sleep(self._chance.uniform(*DOWN_SECONDS))
        self._network.is_down = False
