"""(r) The gradebook of 200 students by 100 assignments, nearly all taken: its page, its files, its statements."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from bench.data import browser_of, make_app
from bench.table import print_row, spread, verdict
from quizapp.accounts.models import Person, Role
from quizapp.assignments.models import Assignment, Sitting
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import QuizSettings
from quizapp.bank.models import Question, QuestionVersion, is_current
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook.services import NewRules, set_categories, set_rules
from quizapp.grades.course import Category
from quizapp.quizzes.models import Attempt, Quiz, Slot

STUDENTS, ASSIGNMENTS, QUESTIONS, ROUNDS = 200, 100, 5, 9
SECONDS = 0.4
TERM = timedelta(days=200)
FIRST = ("Ani", "Babken", "Carine", "Davit", "Elen", "Գոռ", "Hasmik", "Игорь", "Karen", "Lusine")
LAST = ("Petrosyan", "Sargsyan", "Հակոբյան", "Mkrtchyan", "Иванова", "Grigoryan", "Vardanyan", "Smith")
CATEGORIES = (Category("Quizzes", 30, 1), Category("Tests", 50), Category("Homework", 15, 2, True))


def fill_class(session: Session, teacher: Person, students: int, assignments: int, *, now: datetime) -> int:
    """Make a class of a teacher's whose students took most of what was given out; return its id."""
    chance, begun = Random(7), now - TERM
    school_class = create_class(session, teacher.id, ClassSettings("10 b History", "Asia/Yerevan"), now=now)
    names = [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _student in range(students)]
    people = [make_person(session, name, Role.STUDENT, now) for name in names]
    for person in people:
        enrol_student(session, school_class, person.id, person.name, now=begun)
    versions = _versions(session)
    name = f"gradebook-{school_class.id}"
    quiz = Quiz(fingerprint=name, title="Week", selection={}, feedback="at_end", created_at=now)
    session.add(quiz)
    session.flush()
    for number in range(assignments):
        made = _give_out(session, school_class.id, teacher.id, versions, number, assignments, begun)
        if made.closes_at is not None and made.closes_at < now:
            _take(session, made, quiz, [one.id for one in people if chance.random() < 0.93], versions)
    set_rules(session, school_class.id, NewRules(True, True, 1, True, False))
    set_categories(session, school_class.id, CATEGORIES)
    return school_class.id


def make_person(session: Session, name: str, role: Role, now: datetime) -> Person:
    """Make somebody who never signs in by themself."""
    person = Person(role=role, name=name, session_stamp="bench", created_at=now)
    session.add(person)
    session.flush()
    return person


Versions = Sequence[Any]


def _versions(session: Session) -> Versions:
    statement = (
        sa.select(QuestionVersion.id, QuestionVersion.question_id)
        .join(Question, is_current())
        .where(QuestionVersion.kind == "true_false")
    )
    return session.execute(statement.limit(QUESTIONS)).all()


def _give_out(  # noqa: PLR0913, PLR0917 - a term of weeks
    session: Session, class_id: int, by_id: int, versions: Versions, number: int, of: int, begun: datetime
) -> Assignment:
    topic = ("the rift", "the treaty", "who said so")[number % 3]
    settings = QuizSettings(questions=tuple(row.question_id for row in versions))
    closes_at = begun + timedelta(days=3) + number * TERM / of * 1.02
    category = CATEGORIES[number % 3].name
    given = Given("quiz", f"Week {number + 1}: {topic}", settings, closes_at=closes_at, category=category)
    return create_assignment(session, class_id, given, by_id=by_id, seed=number, now=begun)


def _take(session: Session, assignment: Assignment, quiz: Quiz, people: Sequence[int], versions: Versions) -> None:
    """Let students take a quiz: who knows more has a higher id, and now and then somebody is lucky."""
    at = (assignment.closes_at or utcnow()) - timedelta(hours=5)
    chance, first = Random(assignment.id), (session.scalar(sa.select(sa.func.max(Attempt.id))) or 0) + 1
    attempts, slots, sittings = list[dict[str, Any]](), list[dict[str, Any]](), list[dict[str, Any]]()
    for number, person_id in enumerate(people, start=first):
        right = [chance.random() < 0.4 + (person_id % 7) / 12 for _question in versions]
        times = {"started_at": at, "finished_at": at + timedelta(minutes=9)}
        of_attempt = {"quiz_id": quiz.id, "learner_id": person_id, "size": len(versions), "dropped": 0}
        attempts.append(of_attempt | times | {"id": number, "event_id": f"gb-{number}", "score": float(sum(right))})
        sittings.append(
            {"assignment_id": assignment.id, "person_id": person_id, "number": 1, "attempt_id": number, "seed": 1}
        )
        slots += [
            {
                "attempt_id": number,
                "position": place,
                "version_id": version.id,
                "arrangement": [],
                "answers": ["true" if is_right else "false"],
                "score": float(is_right),
                "answered_at": at,
            }
            for place, (version, is_right) in enumerate(zip(versions, right, strict=True), start=1)
        ]
    for model, rows in ((Attempt, attempts), (Slot, slots), (Sitting, sittings)):
        session.execute(sa.insert(model), rows)


def _client(app: Flask, teacher_id: int) -> FlaskClient:
    with app.app_context():
        cookie = browser_of(app, db.session.get_one(Person, teacher_id)).cookie
    client = app.test_client()
    client.set_cookie("quizapp", cookie, domain="localhost")
    return client


def _seconds(client: FlaskClient, path: str) -> float:
    begin = time.perf_counter()
    reply = client.get(path)
    if reply.status_code != 200:
        raise RuntimeError(f"{path}: {reply.status_code}")
    return time.perf_counter() - begin


def _statements(app: Flask, client: FlaskClient, path: str) -> int:
    seen = list[str]()

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    client.get(path)
    event.remove(engine, "before_cursor_execute", count)
    return len(seen)


def main() -> None:
    """Print a row for each page."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        with app.app_context():
            teacher = make_person(db.session(), "Ms Hakobyan", Role.INSTRUCTOR, utcnow())
            small = fill_class(db.session(), teacher, 5, 5, now=utcnow())
            large = fill_class(db.session(), teacher, STUDENTS, ASSIGNMENTS, now=utcnow())
            teacher_id = teacher.id
            db.session.commit()
        client = _client(app, teacher_id)
        for ending in ("", ".csv", ".xlsx"):
            path = f"/classes/%d/gradebook{ending}"
            times = [_seconds(client, path % large) for _round in range(ROUNDS)]
            counts = [_statements(app, client, path % one) for one in (small, large)]
            bound = [verdict(statistics.median(times), SECONDS, at_least=False)] if not ending else []
            print_row(
                f"(r) gradebook{ending} of {STUDENTS} × {ASSIGNMENTS}",
                f"ms {spread([1000 * one for one in times])}",
                *bound,
                f"statements {counts[1]}, of 5 × 5 {counts[0]}",
            )


if __name__ == "__main__":
    main()
