"""(b) The question page against a bare Jinja page of the same size."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.data import CONNECTIONS, answer_requests, make_app, make_browsers
from bench.servers import BARE, load, serving
from bench.table import Figures, alternate, print_row, ratios, spread, verdict

ROUNDS = 5
SECONDS = 3.0
ROW_BYTES = 128  # what one row of the bare page weighs


def _round(port: int, requests: list[list[str]]) -> Callable[[], Figures]:
    def run() -> Figures:
        figures = load(port, requests, SECONDS, repeat=True)
        if set(figures["codes"]) != {"200"}:
            raise RuntimeError(f"Unexpected answers: {figures['codes']}")
        return figures

    return run


def main() -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        app = make_app(data)
        browsers = make_browsers(app, CONNECTIONS)
        pages = [
            [_page_of(browser.get, request) for request in answer_requests(app, browser, 50)] for browser in browsers
        ]
        size = _mean_size(app, browsers[0].cookie, pages[0])
        bare = [[f"GET /page/{size // ROW_BYTES} HTTP/1.1\r\nHost: localhost\r\n\r\n"]] * CONNECTIONS
        with serving("quizapp.app:create_served_app", data) as ours, serving(BARE, data) as theirs:
            mine, other = alternate((_round(ours, pages), _round(theirs, bare)), ROUNDS)
    rate, tail = ratios(mine, other, "per_second"), ratios(mine, other, "p99_ms")
    print_row(
        f"(b) question page, {size / 1000:.1f} kB, {CONNECTIONS} connections",
        f"ours/s {spread([f['per_second'] for f in mine])}",
        f"bare/s {spread([f['per_second'] for f in other])}",
        f"ratio {spread(rate, 2)} {verdict(statistics.median(rate), 0.6, at_least=True)}",
        f"p99 ms {spread([f['p99_ms'] for f in mine])} : {spread([f['p99_ms'] for f in other])}",
        f"p99 ratio {spread(tail, 2)}",
    )


def _page_of(get: Callable[[str], str], request: str) -> str:
    return get(request.split(" ", 2)[1])


def _mean_size(app: object, cookie: str, pages: list[str]) -> int:
    client = app.test_client()  # type: ignore[attr-defined]
    client.set_cookie("quizapp", cookie, domain="localhost")
    return round(statistics.mean(len(client.get(page.split(" ", 2)[1]).data) for page in pages))


if __name__ == "__main__":
    main()
