"""(w) What a student's pages weigh over the line, and when they are painted on a slow line by a slow processor.

The line and the processor are Chromium's own throttling, as a phone in a full classroom may have them: round trips of
150 ms, 1.6 Mbit/s down, 750 kbit/s up, and a processor four times slower than this one. Pages are asked for by a name
that leads here, over plain http, as phones in a classroom do it: `localhost` counts as safe, so that Chromium begins a
process for `Cross-Origin-Opener-Policy` first.

Before each first visit the bare contestant's page of 5 kB is opened in the same way. Machines differ by a factor of
two and more; how many times longer than that page ours take hardly does.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.data import Browser, answer_requests, make_app, make_browsers, rating_requests
from bench.servers import BARE, load, serving
from bench.table import print_row, spread, verdict

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
HOST = "quiz.local"
LEADS_HERE = [f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
ROUNDS = 5
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER = 4
FIRST_KB, LATER_KB, CHARTS_KB, PAINTED_MS = 40, 12, 130, 600
BARE_ROWS, BARE_MS = 40, 288
"""A plain page of some 5 kB, and when it was painted where the limit for ours was set."""
LARGEST = """() => new Promise((told) => {
  let last = 0;
  new PerformanceObserver((list) => { last = list.getEntries().at(-1).startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => told(last), 100);
})"""
AHEAD = "/review/ahead"
"""What is fetched when the page is there, an hour of cards for a network that may go: it stands apart."""
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that was opened: kB over the line with headers, in how many answers, and when its largest was painted.

    What is fetched ahead when the page is there counts apart.
    """

    kilobytes: float
    answers: int
    ahead: float
    painted_ms: float


def main() -> None:
    """Print a row for each page."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        app = make_app(data)
        learner, paths = _learner(app)
        trusted = f"{HOST},127.0.0.1"
        serve = serving("quizapp.app:create_served_app", data, QUIZAPP_TRUSTED_HOSTS=trusted)
        with serve as port, serving(BARE, data) as bare, sync_playwright() as playwright:
            load(port, [learner[1]], 60, repeat=False)
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=LEADS_HERE)
            for path, charts in paths.items():
                rounds = list[tuple[Opened, Opened, Opened]]()
                for _round in range(ROUNDS):
                    plain = _open(chromium, learner[0], bare, f"/page/{BARE_ROWS}")[0]
                    rounds.append((plain, *_open(chromium, learner[0], port, path)))
                _print(path, rounds, charts=charts)
            chromium.close()


def _learner(app: Flask) -> tuple[tuple[Browser, list[str]], dict[str, bool]]:
    """Return a guest with requests that give them something to look at, and the pages to look at."""
    (browser,) = make_browsers(app, 1)
    answers = answer_requests(app, browser, 60, size=20)
    answered, asked = (answers[place].split(" ", 2)[1] for place in (0, -1))
    result = answered.partition("/questions")[0]
    pages = [asked, answered, result, "/", "/practise", "/review/", "/timeline", "/sources"]
    charts = ["/progress", "/progress/forecast", "/progress/prediction"]
    requests = [*answers[:-1], browser.post(f"{result}/finish", {}), *rating_requests(app, browser, 200)]
    return (browser, requests), dict.fromkeys(pages, False) | dict.fromkeys(charts, True)


def _open(chromium: Chromium, learner: Browser, port: int, path: str) -> tuple[Opened, Opened]:
    """Open a page with nothing kept from before, then once more."""
    with _phone(chromium, learner, port) as context:
        page = context.new_page()
        return _opened(page, f"http://{HOST}:{port}{path}"), _opened(page, f"http://{HOST}:{port}{path}")


@contextlib.contextmanager
def _phone(chromium: Chromium, learner: Browser, port: int) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=PHONE, service_workers="block")  # type: ignore[arg-type]  # a plain dict will do
    context.add_cookies([{"name": "quizapp", "value": learner.cookie, "url": f"http://{HOST}:{port}"}])
    yield context
    context.close()


def _opened(page: Page, url: str) -> Opened:
    sizes: dict[str, float] = {}
    ahead: set[str] = set()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def asked(sent: dict[str, Any]) -> None:
        if AHEAD in sent["request"]["url"]:
            ahead.add(sent["requestId"])

    devtools.on("Network.requestWillBeSent", asked)
    devtools.on("Network.loadingFinished", lambda sent: sizes.update({sent["requestId"]: sent["encodedDataLength"]}))
    answer = page.goto(url, wait_until="networkidle")
    if answer is None or not answer.ok:
        raise RuntimeError(f"{url}: {answer and answer.status}")
    painted = page.evaluate(LARGEST)
    devtools.detach()
    fetched = sum(size for request, size in sizes.items() if request in ahead) / 1000
    answers = sum(size > 0 and request not in ahead for request, size in sizes.items())
    return Opened(sum(sizes.values()) / 1000 - fetched, answers, fetched, painted)


def _print(path: str, opened: list[tuple[Opened, Opened, Opened]], *, charts: bool) -> None:
    plain, first, later = ([one[place] for one in opened] for place in (0, 1, 2))
    most = max(page.kilobytes for page in first)
    again = max(page.kilobytes for page in later)
    painted = [page.painted_ms for page in first]
    times = [ours.painted_ms / theirs.painted_ms for theirs, ours in zip(plain, first, strict=True)]
    bound = round(PAINTED_MS / BARE_MS, 2)
    ahead = max(page.ahead for page in first)
    print_row(
        f"(w) {path}{f', and {ahead:.0f} kB of cards ahead' if ahead else ''}",
        f"first visit {most:.1f} kB {verdict(most, CHARTS_KB if charts else FIRST_KB, at_least=False)}",
        f"again {again:.1f} kB in {max(page.answers for page in later)} {verdict(again, LATER_KB, at_least=False)}",
        f"painted ms {spread(painted)} {verdict(statistics.median(painted), PAINTED_MS, at_least=False)}",
        f"of a plain one {spread(times, 2)} {verdict(statistics.median(times), bound, at_least=False)}",
        f"again {spread([page.painted_ms for page in later])}",
    )


if __name__ == "__main__":
    main()
