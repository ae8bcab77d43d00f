"""Classes at work, by themselves the numbers of a school: python -m bench.load --students 30 100 300.

Each student is a connection that goes through pages as people do: every few seconds something, now close together and
now not. The server and the generator have a processor each where there are two, so that neither waits for the other.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from flask import Flask

from bench.data import Browser, answer_requests, browser_of, make_app, make_browsers, rating_requests
from bench.servers import BARE, Served, load, quizapp_serve, serve_on, settings_of
from quizapp.accounts.models import Role
from quizapp.accounts.services import Credentials, create_account
from quizapp.clock import utcnow
from quizapp.config import WORKERS
from quizapp.db import db

THINKING = 4.0
"""Seconds between two requests of one student, in the mean."""
SECONDS, WARM = 15.0, 5.0
ANSWERS, RATINGS = 6, 4
"""How many of each one student sends in a round, which has a look at home, at results and at the queue besides."""
LIMIT_MS = 300
STUDENTS_A_TEACHER = 30
TEACHERS_PAGES = ("/questions", "/progress/everyone", "/banks/dates")


class Step(NamedTuple):
    """One request, and what it is."""

    kind: str
    request: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each number of students."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, nargs="+", default=[30, 100, 300])
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--thinking", type=float, default=THINKING, help="Seconds between two requests of a student.")
    parser.add_argument("--database", default="", help="An empty PostgreSQL database; without it a file of SQLite.")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        app = make_app(data, chosen.database)
        for number, students in enumerate(chosen.students):
            steps = make_steps(app, students, rounds=number, each=_needed(chosen))
            with on_processors(last=False), quizapp_serve(settings_of(data, chosen.database)) as ours:
                figures, memory = _run(ours, steps, chosen), ours.memory_mib()
            with on_processors(last=False), serve_on(BARE, settings_of(data, chosen.database), WORKERS) as bare:
                _print(students, app, figures, memory, _run(bare, _bare_steps(steps), chosen))


def _needed(chosen: argparse.Namespace) -> int:
    return int(2 * (chosen.seconds + WARM) / chosen.thinking) + 10


def make_steps(app: Flask, students: int, *, rounds: int, each: int) -> list[list[Step]]:
    """Return what each of some students and their teachers does, more of it than there is time for."""
    made = [_steps_of(app, browser, each) for browser in make_browsers(app, students)]
    teachers = [_teacher(app, f"Teacher {rounds} {number}") for number in range(1 + students // STUDENTS_A_TEACHER)]
    looks = [[Step("teacher", teacher.get(page)) for page in TEACHERS_PAGES] * each for teacher in teachers]
    return made + looks


def _steps_of(app: Flask, browser: Browser, wanted: int) -> list[Step]:
    rounds = 1 + wanted // (2 * ANSWERS + RATINGS + 3)
    answers = iter(answer_requests(app, browser, ANSWERS * rounds, size=20))
    ratings = iter(rating_requests(app, browser, RATINGS * rounds))
    steps: list[Step] = []
    for _round in range(rounds):
        steps.append(Step("home", browser.get("/")))
        for answer in [next(answers) for _ in range(ANSWERS)]:
            path = answer.split(" ", 2)[1]
            steps += [Step("question", browser.get(path)), Step("answer", answer)]
        steps += [Step("result", browser.get(path.partition("/questions")[0])), Step("queue", browser.get("/review/"))]
        steps += [Step("rating", next(ratings)) for _ in range(RATINGS)]
    begin = Random(browser.person_id).randrange(2 * ANSWERS + RATINGS + 3)
    return steps[begin:] + steps[:begin]


def _teacher(app: Flask, name: str) -> Browser:
    with app.app_context():
        person = create_account(db.session(), Credentials(name, "no password"), Role.INSTRUCTOR, now=utcnow())
        db.session.commit()
    return browser_of(app, person)


def _bare_steps(steps: list[list[Step]]) -> list[list[Step]]:
    """Return as many requests of the bare contestant: it writes where ours writes, else shows a page of 5 kB."""
    page = "GET /page/40 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    head = "POST /write HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    write = f"{head}Content-Length: 5\r\n\r\nrow=7"
    return [[Step(kind, write if kind in {"answer", "rating"} else page) for kind, _request in one] for one in steps]


def _run(server: Served, steps: list[list[Step]], chosen: argparse.Namespace) -> dict[str, Any]:
    requests = [[step.request for step in one] for one in steps]
    kinds = [[step.kind for step in one] for one in steps]
    with on_processors(last=True):
        rate = len(steps) / chosen.thinking
        return load(server.port, requests, chosen.seconds, warm=WARM, kinds=kinds, rate=rate, uneven=True)


@contextlib.contextmanager
def on_processors(*, last: bool) -> Iterator[None]:
    """Have what is started within a block run on the last processor alone, or on all of the others."""
    if not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < 2:
        yield
        return
    every = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, every[-1:] if last else every[:-1])
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)


def _print(students: int, app: Flask, ours: dict[str, Any], memory: float, bare: dict[str, Any]) -> None:
    with app.app_context():
        database = db.engine.dialect.name
    print(f"\n{students} students, {database}: {ours['requests']} requests, {ours['per_second']:.0f} a second")
    print(f"errors {dict(ours['wrong']) or 'none'}; workers and their parent {memory:.0f} MiB; ", end="")
    print(f"generator's processor {ours['generator_cpu']:.0%}")
    for kind, figures in [("all", ours), *ours["kinds"].items()]:
        theirs = bare if kind == "all" else bare["kinds"].get(kind, bare)
        spread = " ".join(f"{figures[f'p{share}_ms']:7.1f}" for share in (50, 95, 99))
        ratios = " ".join(f"{figures[f'p{share}_ms'] / theirs[f'p{share}_ms']:5.1f}" for share in (50, 99))
        reached = "reached" if figures["p99_ms"] <= LIMIT_MS else "MISSED"
        print(f"| {kind:<9} | {figures['requests']:>6} | p50 p95 p99 ms {spread} | × bare's {ratios} | {reached} |")


if __name__ == "__main__":
    main()
