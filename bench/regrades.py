"""(g) A corrected key: grading 10,000 answers again and taking that back, by statements whose number does not grow."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from bench.data import make_app
from bench.table import print_row, spread, verdict
from quizapp.accounts.services import create_guest
from quizapp.bank.models import Origin, Question, QuestionVersion
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.kinds import registry
from quizapp.quizzes.models import Attempt, Quiz, Response, Slot
from quizapp.quizzes.regrades.plan import Rule, plan_regrade
from quizapp.quizzes.regrades.regrading import Decision, regrade_answers, undo_regrade

SMALL, LARGE = 1_000, 10_000
ROUNDS = 5
T = TypeVar("T")


def ask(app: Flask, attempts: int) -> int:
    """Have one single choice question answered in so many finished attempts, then make another option its key."""
    now = utcnow()
    with app.app_context():
        session = db.session()
        version = session.scalars(sa.select(QuestionVersion).where(QuestionVersion.kind == "single_choice")).first()
        if version is None:
            raise RuntimeError("The shipped banks have no single choice question.")
        learner = create_guest(session, now=now)
        quiz = Quiz(fingerprint="bench", title="Bench", selection={}, feedback="at_once", created_at=now)
        session.add(quiz)
        session.flush()
        size = len(version.content["distractors"]) + 1
        ids = range(1, attempts + 1)
        of_attempt = {"quiz_id": quiz.id, "learner_id": learner.id, "size": 1, "started_at": now, "finished_at": now}
        given = {number: number % size for number in ids}
        session.execute(
            sa.insert(Attempt),
            [of_attempt | {"id": one, "event_id": f"bench-{one}", "score": float(not given[one])} for one in ids],
        )
        of_slot = {"position": 1, "version_id": version.id, "arrangement": [list(range(size))], "answered_at": now}
        session.execute(
            sa.insert(Slot),
            [
                of_slot | {"id": one, "attempt_id": one, "answers": [str(given[one])], "score": float(not given[one])}
                for one in ids
            ],
        )
        of_response = {"event_id": "bench", "answered": True, "rule": "right_or_wrong", "near_miss": False, "at": now}
        session.execute(
            sa.insert(Response),
            [
                of_response | {"slot_id": one, "answers": [str(given[one])], "score": float(not given[one])}
                for one in ids
            ],
        )
        question = session.get_one(Question, version.question_id)
        draft = draft_of(question.key, version)
        raw = registry.dump(draft.content)
        distractors = version.content["distractors"]
        raw |= {"answer": distractors[0], "distractors": [raw["answer"], *distractors[1:]]}
        changed = replace(draft, content=registry.load(draft.kind, raw))
        add_version(session, question, changed, Authorship(Origin.BROWSER), now=now)
        session.commit()
        return question.id


def regrade(app: Flask, question_id: int) -> dict[str, float]:
    """Plan, regrade and undo, each with its commit; return milliseconds, and how many statements all took."""
    sent = 0

    def count(*_arguments: object) -> None:
        nonlocal sent
        sent += 1

    with app.app_context():
        session, engine = db.session(), db.engine
        event.listen(engine, "before_cursor_execute", count)
        plan_took, plan = _timed(lambda: plan_regrade(session, question_id, Rule.NEW_KEY))
        took, done = _timed(lambda: regrade_answers(session, question_id, plan, Decision(None, ""), now=utcnow()))
        session.commit()
        if done is None:
            raise RuntimeError("Nothing was graded again.")
        undo_took, _none = _timed(lambda: undo_regrade(session, done, person_id=None, now=utcnow()))
        session.commit()
        event.remove(engine, "before_cursor_execute", count)
    return {"plan": plan_took, "regrade": took, "undo": undo_took, "statements": float(sent)}


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    result = work()
    return 1000 * (time.perf_counter() - begun), result


def main() -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as small_folder, tempfile.TemporaryDirectory() as large_folder:
        apps = [make_app(Path(folder)) for folder in (small_folder, large_folder)]
        asked = [ask(app, size) for app, size in zip(apps, (SMALL, LARGE), strict=True)]
        rounds = [[regrade(app, one) for app, one in zip(apps, asked, strict=True)] for _ in range(ROUNDS + 1)][1:]
    small, large = ([pair[place] for pair in rounds] for place in (0, 1))
    ratios = [b["regrade"] / a["regrade"] for a, b in zip(small, large, strict=True)]
    print_row(
        f"(g) {LARGE:,} answers graded again",
        *(f"{name} ms {spread([one[name] for one in large])}" for name in ("plan", "regrade", "undo")),
        f"against {SMALL:,}: ratio {spread(ratios, 1)} {verdict(statistics.median(ratios), 15, at_least=False)}",
        f"statements {small[-1]['statements']:.0f} and {large[-1]['statements']:.0f}",
    )


if __name__ == "__main__":
    main()
