"""A quiz of eight questions that a class of known students has taken, with an instructor to look at it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.bank.models import Question, QuestionVersion
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.kinds import registry
from quizapp.quizzes.models import Attempt, Feedback, Quiz, ReadyQuiz, Slot
from tests import practice as shared

load, small_bank, browse, statements = shared.load, shared.small_bank, shared.browse, shared.statements
KEYS = ("brokered", "premier", "bodies", "surname")


@pytest.fixture(scope="session")
def practice():
    return shared


@pytest.fixture
def instructor(browse, make_person):
    return browse(make_person(Role.INSTRUCTOR, "Ms Grigoryan"))


def right_or_wrong(student, key, of):
    """The better a student, the more questions they know; the best of all fall for one distractor of "premier"."""
    place = KEYS.index(key)
    knows = student / of > (place + 1) / 6
    if key == "premier":
        return ("1",) if student >= of // 2 else ("0",)
    right = {"brokered": ("true",), "bodies": ("0", "1"), "surname": ("Pashinyan",)}[key]
    return right if knows else {"brokered": ("false",), "bodies": ("2",), "surname": ()}[key]


@pytest.fixture
def sit(app, small_bank):
    """Let students take a ready-made quiz: each finishes an attempt at four questions, the weakest student first."""

    def sit(students, role=Role.STUDENT, name="Student", quiz_key="test", again=False):
        with app.app_context():
            session, now = db.session(), utcnow()
            quiz = _quiz(session, quiz_key, now)
            versions = dict(
                session.execute(
                    sa.select(Question.key, QuestionVersion)
                    .join(QuestionVersion, QuestionVersion.question_id == Question.id)
                    .where(QuestionVersion.number == Question.current_number)
                ).all()
            )
            for number in range(students):
                known = session.scalar(sa.select(Person).where(Person.name == f"{name} {number}"))
                person = known or Person(role=role, name=f"{name} {number}", session_stamp="s", created_at=now)
                session.add(person)
                session.flush()
                at = now + timedelta(minutes=1 if again else 0)
                _attempt(session, quiz, person, versions, number, students, at)
            session.commit()

    return sit


def _quiz(session, key, now):
    found = session.scalar(sa.select(Quiz).where(Quiz.fingerprint == key))
    if found:
        return found
    common = {"title": f"The {key}", "feedback": Feedback.AT_END, "created_at": now}
    session.add(ReadyQuiz(key=key, minutes=5, rules=[], file_text="", folder="", **common))
    quiz = Quiz(fingerprint=key, selection={"ready": key, "rules": []}, **common)
    session.add(quiz)
    session.flush()
    return quiz


def _attempt(session, quiz, person, versions, number, students, at):
    event = f"{person.name}-{at.isoformat()}"
    times = {"started_at": at, "finished_at": at}
    attempt = Attempt(event_id=event, quiz_id=quiz.id, learner_id=person.id, size=len(KEYS), score=0.0, **times)
    session.add(attempt)
    session.flush()
    for position, key in enumerate(KEYS, start=1):
        version, answers = versions[key], right_or_wrong(number, key, students)
        score = registry.load(version.kind, version.content).grade(answers).score
        attempt.score += score
        slot = Slot(attempt_id=attempt.id, position=position, version_id=version.id, arrangement=[], score=score)
        slot.answers, slot.answered_at = list(answers), at if answers else None
        session.add(slot)


@pytest.fixture
def ids(app, small_bank):
    """Return the id of each question, by its key."""
    with app.app_context():
        return dict(db.session.execute(sa.select(Question.key, Question.id)).all())
