"""(q) The gate before SQLite's write lock: cards rated from many connections at once, with it and without it."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from bench.answers import PER_ROUND, rounds_of
from bench.data import CONNECTIONS, make_app, make_browsers, rating_requests
from bench.servers import serving
from bench.table import alternate, print_row, ratios, spread, verdict

ROUNDS = 5


def main() -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        app = make_app(data)
        count = PER_ROUND * (ROUNDS + 1)
        sides = [[rating_requests(app, one, count) for one in make_browsers(app, CONNECTIONS)] for _side in range(2)]
        with serving("quizapp.app:create_served_app", data) as ours, serving("bench.ungated:create_app", data) as open_:
            contestants = [rounds_of(port, asked, 302) for port, asked in zip((ours, open_), sides, strict=True)]
            with_gate, without = alternate(contestants, ROUNDS)
    tail = ratios(with_gate, without, "p99_ms")
    print_row(
        f"(q) ratings with the gate : without, {CONNECTIONS} connections",
        f"per second {spread([f['per_second'] for f in with_gate])} : {spread([f['per_second'] for f in without])}",
        f"p50 ms {spread([f['p50_ms'] for f in with_gate])} : {spread([f['p50_ms'] for f in without])}",
        f"p99 ms {spread([f['p99_ms'] for f in with_gate])} : {spread([f['p99_ms'] for f in without])}",
        f"p99 ratio {spread(tail, 2)} {verdict(statistics.median(tail), 1, at_least=False)}",
    )


if __name__ == "__main__":
    main()
