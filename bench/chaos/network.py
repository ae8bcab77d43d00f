"""A bad network: passes connections on to a server, and drops, delays, halves and loses what goes through it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from threading import Event, Thread

RESET = struct.pack("ii", 1, 0)
LONGEST_DELAY, LONGEST_SILENCE = 1.5, 20.0


class Fault(StrEnum):
    """What happens to a stretch of a request."""

    REFUSED = "connections cut before they began"
    DELAYED = "requests delayed"
    BROKEN = "requests cut in the middle"
    SILENT = "requests that stopped in the middle, without a word that there is no more"
    LOST_REPLY = "replies lost after the request was served"
    BROKEN_REPLY = "replies cut in the middle"
    HALF_CLOSED = "connections closed on the way there, open on the way back"
    LATE = "requests that came after their sender had given up"


WAITING = {Fault.DELAYED, Fault.LATE}
STAYS = {Fault.SILENT: LONGEST_SILENCE, Fault.LATE: LONGEST_DELAY}
"""For how many seconds a connection stays, though nobody is there."""


@dataclass
class Network:
    """A network between students and a server, with its own thread."""

    server_port: int
    seed: int
    share: float = 0.04
    """Of the stretches of requests something happens to so many."""
    met: Counter[str] = field(default_factory=Counter)
    port: int = 0

    def __post_init__(self) -> None:
        """Begin to pass on."""
        self.is_down = False
        self._connections = 0
        self._ready = Event()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="network", daemon=True)
        self._thread.start()
        self._ready.wait()

    def close(self) -> None:
        """End."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._over = asyncio.Event()
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0, backlog=256)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._over.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        chance = Random(f"{self.seed} {self._connections}")
        with contextlib.suppress(OSError, asyncio.CancelledError):
            if self.is_down or chance.random() < self.share / 2:
                self.met[Fault.REFUSED] += 1
                _cut(writer)
                return
            await self._pass_on(reader, writer, chance)
        _cut(writer)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, chance: Random) -> None:
        back, there = await asyncio.open_connection("127.0.0.1", self.server_port)
        way = _Way(writer, there)
        answers = asyncio.create_task(self._answers(back, way))
        try:
            while asked := await reader.read(2**16):
                await self._ask(asked, way, chance)
        finally:
            answers.cancel()
            _cut(there)

    async def _ask(self, asked: bytes, way: _Way, chance: Random) -> None:
        """Pass a stretch of a request on, or not as it should be."""
        fault = chance.choice(list(Fault)[1:]) if chance.random() < self.share else None
        if self.is_down or way.half_closed:
            raise ConnectionResetError
        if fault:
            self.met[fault] += 1
        if fault is Fault.LATE:
            _cut(way.here)
        await asyncio.sleep(chance.uniform(0.05, LONGEST_DELAY) if fault in WAITING else 0)
        way.doom = fault
        in_half = fault in {Fault.BROKEN, Fault.SILENT}
        way.there.write(asked[: len(asked) // 2] if in_half else asked)
        await way.there.drain()
        await asyncio.sleep(STAYS.get(fault, 0) if fault else 0)
        if in_half:
            raise ConnectionResetError
        if fault is Fault.HALF_CLOSED:
            way.there.write_eof()
            way.half_closed = True

    async def _answers(self, back: asyncio.StreamReader, way: _Way) -> None:
        with contextlib.suppress(OSError):
            while told := await back.read(2**16):
                if way.doom in {Fault.LOST_REPLY, Fault.BROKEN_REPLY} or self.is_down:
                    if way.doom is Fault.BROKEN_REPLY:
                        way.here.write(told[: len(told) // 2])
                        await way.here.drain()
                        await asyncio.sleep(0.02)
                    break
                way.here.write(told)
                await way.here.drain()
        _cut(way.here)


@dataclass(slots=True)
class _Way:
    """Both ends of a connection, and what is to become of its next answer."""

    here: asyncio.StreamWriter
    there: asyncio.StreamWriter
    doom: Fault | None = None
    half_closed: bool = False


def _cut(writer: asyncio.StreamWriter) -> None:
    """End a connection at once: the other side is told that it is gone, and no more."""
    made = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        if made is not None and writer.transport.get_write_buffer_size() == 0:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()
