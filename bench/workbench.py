"""(g) The workbench over 50,000 questions: its pages in this process, and changes of thousands in one go."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from bench.search import LIMIT_MS, MANY, ROUNDS, make_client
from bench.table import print_row, spread, verdict
from quizapp.db import db
from quizapp.workbench.selection import MOST_TICKED, written

LIMIT_SECONDS = 10
QUERY = "kind:matching"
THOUSANDS = {"q": "kind:matching,date,ordering,cloze level:1 -is:flagged", "all": "1"}
TICKED = written(range(7, 50 * MOST_TICKED, 50))
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "a list, a thousand ticked": ("/questions", {"chosen": TICKED}),
    "choosing a change for all found": ("/questions/bulk", {"q": QUERY, "all": "1"}),
    "looking at a topic for all found": (
        "/questions/bulk",
        {"q": QUERY, "all": "1", "action": "topic", "value": "war"},
    ),
    "looking at a facet for a thousand": (
        "/questions/bulk",
        {"chosen": TICKED, "action": "add_facet", "value": "date"},
    ),
    "what was changed in bulk": ("/questions/changes", {}),
    "the trash": ("/trash", {}),
}
CHANGES = {
    "topic": {"action": "topic", "value": "alliance"},
    "a facet more": {"action": "add_facet", "value": "date"},
    "to the trash": {"action": "trash"},
}


def timed(ask: Callable[[], TestResponse], status: int = 200) -> float:
    """Return how many milliseconds an answer takes."""
    begun = time.perf_counter()
    response = ask()
    if response.status_code != status:
        raise RuntimeError(f"answered {response.status_code}: {response.text[:500]}")
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Print a row for each page and each change."""
    with tempfile.TemporaryDirectory() as folder:
        client = make_client(Path(folder), MANY)
        for name, change in CHANGES.items():
            _print_change(client, name, change)
        for name, (path, fields) in PAGES.items():
            times = [timed(lambda: client.get(path, query_string=fields)) for _round in range(ROUNDS + 1)][1:]  # noqa: B023
            limit = verdict(statistics.median(times), LIMIT_MS, at_least=False)
            print_row(f"(g) workbench, {name}", f"ms {spread(times)} {limit}")


def _print_change(client: FlaskClient, name: str, change: dict[str, str]) -> None:
    fields = THOUSANDS | change
    page = client.get("/questions/bulk", query_string=fields).text
    found = re.search(r'name="expected" value="(\d+)"', page)
    expected = found[1] if found else "0"
    with client.application.app_context():
        engine = db.engine
    begun: list[float] = []

    def note_write(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")) and not begun:
            begun.append(time.perf_counter())

    event.listen(engine, "before_cursor_execute", note_write)
    try:
        took = timed(lambda: client.post("/questions/bulk", data=fields | {"expected": expected}), 302)
    finally:
        event.remove(engine, "before_cursor_execute", note_write)
    writing = time.perf_counter() - begun[0]
    undo = re.findall(r"/questions/changes/\d+/undo", client.get("/questions/changes").text)[0]
    back = timed(lambda: client.post(undo), 302)
    print_row(
        f"(g) workbench, {int(expected):,} questions: {name}",
        f"s {took / 1000:.1f} {verdict(took / 1000, LIMIT_SECONDS, at_least=False)}",
        f"of these writing, while others wait: {writing:.1f}",
        f"taken back in {back / 1000:.1f}",
    )


if __name__ == "__main__":
    main()
