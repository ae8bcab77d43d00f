"""The load generator, a process of its own: keep-alive connections that send prepared requests, one after another.

Reads a job as JSON from standard input, {"port": …, "seconds": …, "rate": 0 or requests a second,
"connections": [[request as text, …], …]}, and prints what it saw as JSON. With a rate the loop is open: requests start
when they are due, and waiting for a free connection counts as latency. With "uneven" they are due as people are, now
close together and now not. What is sent in the first seconds, "warm", does not count. "kinds", of the shape of
"connections", names what each request is, to be told by kind. "due", of the same shape, says for each request at which
second it is due, instead of a rate. "ATTEMPT" in a path becomes the attempt that the connection was last sent to.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import sys
import time
from collections import Counter
from random import Random
from typing import Any

SHARES = (50, 95, 99)
WRONG = 400
"""Status codes from here on are errors."""
ATTEMPT = "ATTEMPT"
_sent_to = re.compile(rb"\r\nlocation: [^\r]*?/attempts/(\d+)", re.IGNORECASE)


async def read_response(reader: asyncio.StreamReader) -> tuple[int, str]:
    """Read one response; return its status code, and the number of the attempt that it sends to, if it does."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            length = int(line[15:])
    if length:
        await reader.readexactly(length)
    found = _sent_to.search(head)
    return int(head[9:12]), found[1].decode() if found else ""


class Load:
    """One run of the generator."""

    def __init__(self, job: dict[str, Any]) -> None:
        """Take a job as the module's docstring describes it."""
        self.job = job
        self.latencies: list[float] = []
        self.of_kinds: dict[str, list[float]] = {}
        self.wrong: Counter[str] = Counter()
        self.codes: dict[int, int] = {}
        self.exhausted = 0
        self.since = self.until = 0.0

    async def run(self) -> dict[str, Any]:
        """Send until the time is over and return the figures."""
        started = time.perf_counter()
        self.since = started + self.job.get("warm", 0)
        self.until = self.since + self.job["seconds"]
        await asyncio.gather(
            *(self._connection(number, requests) for number, requests in enumerate(self.job["connections"]))
        )
        wall = time.perf_counter() - self.since
        return figures(self.latencies) | {
            "per_second": len(self.latencies) / wall,
            "kinds": {kind: figures(latencies) for kind, latencies in sorted(self.of_kinds.items())},
            "wrong": self.wrong,
            "codes": self.codes,
            "exhausted": self.exhausted,
            "generator_cpu": time.process_time() / wall,
        }

    async def _connection(self, number: int, requests: list[str]) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.job["port"], limit=2**20)
        chance, kinds = Random(number), self.job["kinds"][number] if "kinds" in self.job else ["request"]
        pause = len(self.job["connections"]) / self.job["rate"] if self.job.get("rate") else 0.0
        is_uneven = self.job.get("uneven", False)
        first = chance.expovariate(1) if is_uneven else number / len(self.job["connections"])
        due = time.perf_counter() + pause * first
        sent = itertools.cycle(requests) if self.job.get("repeat") else iter(requests)
        planned = iter(self.job["due"][number] if "due" in self.job else ())
        attempt = ""
        for request, kind in zip(sent, itertools.cycle(kinds), strict=False):
            if "due" in self.job:
                due = self.since + next(planned)
            is_open = pause or "due" in self.job
            if is_open and due < self.until:
                await asyncio.sleep(max(due - time.perf_counter(), 0))
            start = due if is_open else time.perf_counter()
            if max(start, time.perf_counter()) >= self.until:
                break
            writer.write(request.replace(ATTEMPT, attempt, 1).encode())
            code, sent_to = await read_response(reader)
            attempt = sent_to or attempt
            if start >= self.since:
                self._note(kind, code, time.perf_counter() - start)
            due += pause * chance.expovariate(1) if is_uneven else pause
        else:
            self.exhausted += 1
        writer.close()

    def _note(self, kind: str, code: int, seconds: float) -> None:
        self.latencies.append(seconds)
        self.of_kinds.setdefault(kind, []).append(seconds)
        self.codes[code] = self.codes.get(code, 0) + 1
        if code >= WRONG:
            self.wrong[f"{kind} {code}"] += 1


def figures(latencies: list[float]) -> dict[str, Any]:
    """Return how many there are and where their percentiles lie, in milliseconds."""
    ordered = sorted(latencies)
    found = {f"p{share}_ms": 1000 * ordered[min(len(ordered) * share // 100, len(ordered) - 1)] for share in SHARES}
    return {"requests": len(ordered), **found}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(Load(json.load(sys.stdin)).run())))
