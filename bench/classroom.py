"""(t) A class of 40 that starts the same quiz within 10 s, answers 20 questions each and finishes, over HTTP.

The quiz is an assignment with a time limit and feedback after the closing. Each student's answers go out as the page's
script sends them, a question page before each, and what is stored afterwards is counted. The bare route is asked by the
same schedule. Server and generator share the machine's processors.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from bench.data import Browser, bare_requests, browser_of, make_app
from bench.generator import ATTEMPT, SHARES
from bench.gradebook import make_person
from bench.servers import BARE, load, serving
from bench.table import print_row, verdict
from quizapp.accounts.models import Person, Role
from quizapp.assignments.models import Sitting
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import QuizSettings
from quizapp.bank.asked import asked_version
from quizapp.bank.models import Question, QuestionVersion, is_current
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt, Slot
from quizapp.quizzes.terms import When

STUDENTS, QUESTIONS = 40, 20
START_SECONDS, THINKING = 10.0, 0.9
"""Within how long all have started, and what passes in the mean between two requests of a student for a question."""
LIMIT_MS = 250
KINDS_ASKED = ("true_false", "short_answer")
WRONG = {"true": "false", "false": "true"}
KINDS = ("start", "question", "save", "finish")


def main() -> None:
    """Print a row for each kind of request, and one of what was kept."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        app = make_app(data)
        with app.app_context():
            assignment_id, people, right = give_out(db.session())
            db.session.commit()
        students = [browser_of(app, person) for person in people]
        steps = [steps_of(student, assignment_id, right, misses_of(place)) for place, student in enumerate(students)]
        with serving(BARE, data) as port:
            bare = _run(port, [bare_steps(place, one) for place, one in enumerate(steps)])
        with serving("quizapp.app:create_served_app", data) as port:
            ours = _run(port, steps)
        _print(ours, bare, kept_answers(app, assignment_id))


def give_out(session: Session) -> tuple[int, list[Person], list[str]]:
    """Give a quiz out to a class; return its id, the students, and the right answers in order."""
    now = utcnow()
    teacher = make_person(session, "Ms Hakobyan", Role.INSTRUCTOR, now)
    school_class = create_class(session, teacher.id, ClassSettings("10 b", "Asia/Yerevan"), now=now)
    people = [make_person(session, f"Student {number}", Role.STUDENT, now) for number in range(STUDENTS)]
    for person in people:
        enrol_student(session, school_class, person.id, person.name, now=now)
    asked = sa.select(QuestionVersion).join(Question, is_current()).where(QuestionVersion.kind.in_(KINDS_ASKED))
    versions = session.scalars(asked.order_by(Question.id).limit(QUESTIONS)).all()
    settings = QuizSettings(
        questions=tuple(version.question_id for version in versions), minutes=30,
        verdict=When.AFTER_CLOSING, key=When.AFTER_CLOSING, explanation=When.AFTER_CLOSING,
    )  # fmt: skip
    given = Given("quiz", "The first week", settings, closes_at=now + timedelta(hours=1))
    assignment = create_assignment(session, school_class.id, given, by_id=teacher.id, seed=1, now=now)
    return assignment.id, people, [asked_version(session, one.id).content.key()[0] for one in versions]


def misses_of(place: int) -> int:
    """Return how many questions a student answers wrongly, the first ones."""
    return place % 7


def steps_of(student: Browser, assignment_id: int, right: Sequence[str], misses: int) -> list[str]:
    """Return what one student sends: start, then each question's page and its answer, and the end."""
    steps = [student.post(f"/assignments/{assignment_id}/start", {"event_id": f"class-start-{student.person_id}"})]
    for position, key in enumerate(right, start=1):
        path = f"/attempts/{ATTEMPT}/questions/{position}"
        given = key if position > misses else WRONG.get(key, "something else")
        saving = student.post(path, {"answer": given, "event_id": f"class-save-{student.person_id}-{position}"})
        steps += [student.get(path), saving.replace("\r\n", "\r\nX-Autosave: 1\r\n", 1)]
    return [*steps, student.post(f"/attempts/{ATTEMPT}/finish", {})]


def bare_steps(place: int, steps: Sequence[str]) -> list[str]:
    """Return as many requests of the bare contestant: it writes where ours writes, else shows a page of 5 kB."""
    page = "GET /page/40 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    writes = iter(bare_requests(place, len(steps)))
    return [page if step.startswith("GET") else next(writes) for step in steps]


def moments_of(place: int) -> list[float]:
    """Return when each of a student's requests is due, in seconds from the first student's start."""
    chance = Random(place)
    begin, pauses = START_SECONDS * place / STUDENTS, [0.0, 0.1]
    for _question in range(QUESTIONS):
        thinking = THINKING * (0.4 + 1.2 * chance.random())
        pauses += [thinking, 0.05]  # the next page follows the answer that it goes on from
    pauses[-1] = THINKING / 2
    return [begin + moment for moment in accumulate(pauses)]


def _run(port: int, steps: list[list[str]]) -> dict[str, Any]:
    kinds = ["start", *(["question", "save"] * QUESTIONS), "finish"]
    due = [moments_of(place) for place in range(STUDENTS)]
    return load(port, steps, max(map(max, due)) + 30, kinds=[kinds] * STUDENTS, due=due)


def kept_answers(app: Flask, assignment_id: int) -> tuple[int, int, int]:
    """Return how many answers are kept, attempts finished, and attempts with the score that was foreseen."""
    with app.app_context():
        of_quiz = sa.select(Attempt.score, Attempt.finished_at).join(Sitting, Sitting.attempt_id == Attempt.id)
        rows = db.session.execute(
            of_quiz.where(Sitting.assignment_id == assignment_id).order_by(Sitting.person_id)
        ).all()
        answers = sa.select(sa.func.count()).select_from(Slot).join(Sitting, Sitting.attempt_id == Slot.attempt_id)
        kept = db.session.scalar(answers.where(Slot.answered_at.is_not(None)))
    foreseen = [float(QUESTIONS - misses_of(place)) for place in range(STUDENTS)]
    right = sum(row.score == score for row, score in zip(rows, foreseen, strict=False))
    return kept or 0, sum(row.finished_at is not None for row in rows), right


def _print(ours: dict[str, Any], bare: dict[str, Any], kept: tuple[int, int, int]) -> None:
    what = f"(t) {STUDENTS} students, {QUESTIONS} answers each"
    answers, finished, as_foreseen = kept
    errors = sum(ours["wrong"].values())
    print_row(
        what,
        f"errors {errors} {verdict(errors, 0, at_least=False)}",
        f"answers kept {answers} {verdict(answers, STUDENTS * QUESTIONS, at_least=True)}",
        f"finished {finished}, scores as foreseen {as_foreseen} {verdict(as_foreseen, STUDENTS, at_least=True)}",
        f"requests/s {ours['per_second']:.0f}",
        f"generator cpu {ours['generator_cpu']:.2f}",
    )
    for kind in KINDS:
        mine, theirs = ours["kinds"][kind], bare["kinds"][kind]
        said = verdict(mine["p99_ms"], LIMIT_MS, at_least=False) if kind == "save" else ""
        print_row(
            f"{what}: {kind}",
            "p50, p95, p99 ms " + ", ".join(f"{mine[f'p{share}_ms']:.1f}" for share in SHARES) + f" {said}".rstrip(),
            "bare " + ", ".join(f"{theirs[f'p{share}_ms']:.1f}" for share in SHARES),
            f"p99 ratio {mine['p99_ms'] / theirs['p99_ms']:.1f}",
        )


if __name__ == "__main__":
    main()
