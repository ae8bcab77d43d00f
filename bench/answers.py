"""(a) "Submit an answer" and "rate a card" against a bare route: one read, one insert, one update, one commit.

The bare route is served with the same settings, and once more by one thread of each process, which suits it best.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench.data import CONNECTIONS, answer_requests, bare_requests, make_app, make_browsers, rating_requests
from bench.servers import BARE, BARE_IN_TURNS, load, serving
from bench.table import Figures, alternate, print_row, ratios, spread, verdict

ROUNDS = 5
SECONDS = 2.0
PER_ROUND = 200  # more than a connection can send in one round: one that falls silent would be measured, too


def rounds_of(port: int, requests: list[list[str]], wanted: int, *, repeat: bool = False) -> Callable[[], Figures]:
    """Return a contestant that uses fresh requests every round, or the same ones where each may be sent again."""
    used = 0

    def run() -> Figures:
        nonlocal used
        share = requests if repeat else [of_connection[used : used + PER_ROUND] for of_connection in requests]
        used += PER_ROUND
        figures = load(port, share, SECONDS, repeat=repeat)
        bad = {code: count for code, count in figures["codes"].items() if int(code) != wanted}
        if bad or figures["exhausted"]:
            raise RuntimeError(f"Unexpected answers: {bad}; connections without requests: {figures['exhausted']}")
        return figures

    return run


def main() -> None:
    """Print two rows."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        app = make_app(data)
        browsers = make_browsers(app, CONNECTIONS)
        count = PER_ROUND * (ROUNDS + 1)
        answers = [answer_requests(app, browser, count) for browser in browsers]
        ratings = [rating_requests(app, browser, count) for browser in browsers]
        bare = [bare_requests(number, count) for number in range(CONNECTIONS)]
        apps = ("quizapp.app:create_served_app", BARE_IN_TURNS, BARE)
        with ExitStack() as servers:
            ours, *theirs = [servers.enter_context(serving(app, data)) for app in apps]
            for what, requests in (("submit an answer", answers), ("rate a card", ratings)):
                contestants = [rounds_of(ours, requests, 302)]
                contestants += [rounds_of(port, bare, 200, repeat=True) for port in theirs]
                _print(what, *alternate(contestants, ROUNDS))


def _print(what: str, mine: list[Figures], other: list[Figures], alone: list[Figures]) -> None:
    rate, tail = ratios(mine, other, "per_second"), ratios(mine, other, "p99_ms")
    print_row(
        f"(a) {what}, {CONNECTIONS} connections",
        f"ours/s {spread([f['per_second'] for f in mine])}",
        f"bare/s {spread([f['per_second'] for f in other])}",
        f"ratio {spread(rate, 2)} {verdict(statistics.median(rate), 0.5, at_least=True)}",
        f"p99 ms {spread([f['p99_ms'] for f in mine])} : {spread([f['p99_ms'] for f in other])}",
        f"p99 ratio {spread(tail, 2)} {verdict(statistics.median(tail), 4, at_least=False)}",
        f"to bare with one thread a process {spread(ratios(mine, alone, 'per_second'), 2)}",
        f"p99 {spread(ratios(mine, alone, 'p99_ms'), 2)}",
        f"generator cpu {statistics.median([f['generator_cpu'] for f in mine]):.2f}",
    )


if __name__ == "__main__":
    main()
