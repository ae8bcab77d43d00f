"""The load generator, a process of its own: keep-alive connections that send prepared requests, one after another.

Reads a job as JSON from standard input, {"port": …, "seconds": …, "rate": 0 or requests a second,
"connections": [[request as text, …], …]}, and prints what it saw as JSON. With a rate the loop is open: requests start
when they are due, and waiting for a free connection counts as latency.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from itertools import cycle
from typing import Any


async def read_response(reader: asyncio.StreamReader) -> int:
    """Read one response and return its status code."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            length = int(line[15:])
    if length:
        await reader.readexactly(length)
    return int(head[9:12])


class Load:
    """One run of the generator."""

    def __init__(self, job: dict[str, Any]) -> None:
        """Take a job as the module's docstring describes it."""
        self.job = job
        self.latencies: list[float] = []
        self.codes: dict[int, int] = {}
        self.exhausted = 0
        self.until = 0.0

    async def run(self) -> dict[str, Any]:
        """Send until the time is over and return the figures."""
        started = time.perf_counter()
        self.until = started + self.job["seconds"]
        await asyncio.gather(
            *(self._connection(number, requests) for number, requests in enumerate(self.job["connections"]))
        )
        wall = time.perf_counter() - started
        ordered = sorted(self.latencies)
        return {
            "requests": len(ordered),
            "per_second": len(ordered) / wall,
            "p50_ms": 1000 * ordered[len(ordered) // 2],
            "p99_ms": 1000 * ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)],
            "codes": self.codes,
            "exhausted": self.exhausted,
            "generator_cpu": time.process_time() / wall,
        }

    async def _connection(self, number: int, requests: list[str]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.job["port"], limit=2**20)
        pause = len(self.job["connections"]) / self.job["rate"] if self.job.get("rate") else 0.0
        due = time.perf_counter() + pause * number / len(self.job["connections"])
        sent = cycle(requests) if self.job.get("repeat") else iter(requests)
        for request in sent:
            if pause:
                await asyncio.sleep(max(due - time.perf_counter(), 0))
            start = due if pause else time.perf_counter()
            if time.perf_counter() >= self.until:
                break
            writer.write(request.encode())
            code = await read_response(reader)
            self.latencies.append(time.perf_counter() - start)
            self.codes[code] = self.codes.get(code, 0) + 1
            due += pause
        else:
            self.exhausted += 1
        writer.close()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(Load(json.load(sys.stdin)).run())))
