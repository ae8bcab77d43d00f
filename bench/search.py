"""(f) Searching a bank of 50,000 questions: whole pages in this process, and against the same pages over 500."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from flask.testing import FlaskClient

from bench.data import browser_of, make_app
from bench.generated import generated_bank
from bench.table import Figures, alternate, print_row, ratios, spread, verdict
from quizapp.accounts.models import Role
from quizapp.accounts.services import Credentials, create_account
from quizapp.bank.finding import PAGE_SIZE
from quizapp.bank.loading import load_bank
from quizapp.bank.models import Question, QuestionFacility
from quizapp.clock import utcnow
from quizapp.db import db

FEW, MANY = 500, 50_000
ROUNDS = 7
LIMIT_MS = 150
LAST = "last"
"""In the place of a page's number: the last one, wherever that is."""
PAGES: dict[str, dict[str, str | int]] = {
    "first page": {},
    "deep page": {"page": LAST},
    "a beginning of words": {"q": "ba"},
    "words": {"q": "badoke limu"},
    "words, best match first": {"q": "ba", "sort": "relevance"},
    "a phrase": {"q": '"badoke limuna"'},
    "kind and level": {"q": "kind:matching level:2,3"},
    "topic and level, second page": {"q": "topic:war level:>1", "page": 2},
    "a passage": {"q": "source:book#p1 -topic:war"},
    "an actor": {"q": "actor:bado"},
    "unused": {"q": "is:unused"},
    "how easy it was": {"q": "facility:<0.3"},
    "either of two": {"q": "(topic:war level:3) OR kind:matching -actor:bado"},
    "flagged or archived": {"q": "is:flagged,archived"},
    "hardest first, deep page": {"sort": "facility", "page": LAST},
    "last changed first, deep page": {"sort": "edited", "page": LAST},
    "by level, deep page": {"sort": "level", "page": LAST},
}


Asking = Callable[[str, dict[str, str | int]], Figures]


def make_client(folder: Path, count: int) -> FlaskClient:
    """Make an application with so many questions, answered, flagged and archived; return an instructor's browser."""
    app = make_app(folder)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        load_bank(db.session(), generated_bank(count), now=utcnow())
        _mark(utcnow())
        person = create_account(db.session(), Credentials("Ms Bench", "no password"), Role.INSTRUCTOR, now=utcnow())
        db.session.commit()
        db.session.refresh(person)
        db.session.expunge(person)
    client = app.test_client()
    client.set_cookie("quizapp", browser_of(app, person).cookie, domain="localhost")
    return client


def _mark(now: datetime) -> None:
    """Say of every question how easy it was, of every hundredth that it is flagged, of others that it is archived."""
    ids = db.session.scalars(sa.select(Question.id)).all()
    shares = [{"question_id": one, "answered": one % 40, "share": one % 101 / 100} for one in ids]
    db.session.execute(sa.insert(QuestionFacility), shares)
    for place, name in enumerate(("flagged_at", "archived_at")):
        db.session.execute(sa.update(Question).where(Question.id % 100 == place).values({name: now}))


def make_bank(folder: Path, count: int) -> Asking:
    """Return what asks an application with so many questions for a page as an instructor, timed in ms.

    Its time at work is the processor's, which a busy machine changes less.
    """
    client = make_client(folder, count)

    def ask(path: str, fields: dict[str, str | int]) -> Figures:
        shown = fields | ({"page": count // PAGE_SIZE} if fields.get("page") == LAST else {})
        begun, worked = time.perf_counter(), time.process_time()
        response = client.get(path, query_string=shown)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code} for {shown}")
        return {"ms": (time.perf_counter() - begun) * 1000, "work": (time.process_time() - worked) * 1000}

    return ask


def main() -> None:
    """Print a row for each page."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = make_bank(Path(folder) / "many", MANY), make_bank(Path(folder) / "few", FEW)
        first = many("/questions/complete", {})
        print_row(f"(f) search, {MANY:,} questions", f"values read once a process: {first['ms']:.0f} ms")
        for name, fields in PAGES.items():
            _print(name, ("/questions", fields), many, few)
        _print("what may come next", ("/questions/complete", {"text": "actor:ba"}), many, few)


def _print(name: str, page: tuple[str, dict[str, str | int]], many: Asking, few: Asking) -> None:
    large, small = alternate((lambda: many(*page), lambda: few(*page)), ROUNDS)
    times = [figures["ms"] for figures in large]
    print_row(
        f"(f) search, {name}",
        f"ms {spread(times)} {verdict(statistics.median(times), LIMIT_MS, at_least=False)}",
        f"of these at work {spread([figures['work'] for figures in large])}",
        f"ratio to {FEW} questions {spread(ratios(large, small, 'ms'), 1)}",
    )


if __name__ == "__main__":
    main()
