"""Lets a class have studied for some weeks, for the pictures: python -m docs.studied_class, in QUIZAPP_DATA."""  # noqa: INP001 - run by name, imported by nobody

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.accounts.services import create_guest
from quizapp.app import create_app
from quizapp.assignments.models import Assignment, Kind, Sitting
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import DrawnBy, QuizSettings
from quizapp.bank.asked import asked_version
from quizapp.bank.models import Card, Question, QuestionVersion, is_current
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.kinds.single_choice import SingleChoice
from quizapp.memory.models import MemoryState, ReviewEvent
from quizapp.quizzes.models import Slot
from quizapp.quizzes.ready import ready_quiz_by_key, start_ready_quiz
from quizapp.scheduling.day import day_of

NAMES = (
    *("Ani Sargsyan", "Ben Okafor", "Clara Weiß", "Davit Mkrtchyan", "Елена Соколова", "Farid Aliyev", "Hana Novák"),
    *("Ivan Petrov", "Jana Horvat", "Karen Hovhannisyan", "Narek Avetisyan", "Olga Ivanova", "Pavel Dvořák"),
    *("Rima Asatryan", "Sona Harutyunyan", "Tigran Melkonyan", "Vahe Danielyan", "Գոհար Պետրոսյան"),
)
SILENT, AWAY, WEAK, SLOW = "Hana Novák", "Narek Avetisyan", "Davit Mkrtchyan", "Sona Harutyunyan"
TURNS = 4
_RNG = Random(3)  # noqa: S311 - the same class each time, no secret


def main() -> None:
    """Make the class of the first instructor."""
    with create_app().app_context():
        session, now = db.session(), utcnow()
        teacher = session.scalars(sa.select(Person).where(Person.role == Role.INSTRUCTOR)).first()
        if teacher is None:
            raise SystemExit("There is no instructor.")
        settings = ClassSettings("10 b, history", "UTC", "Autumn term", lesson_days=(0, 2))
        made = create_class(session, teacher.id, settings, now=now)
        asked = (
            sa.select(Card.id, QuestionVersion.topic)
            .select_from(Card)
            .join(Question)
            .join(QuestionVersion, is_current())
        )
        rules = QuizSettings(rules=(DrawnBy(count=10, query="kind:single_choice"),), minutes=30)
        given = Given(Kind.QUIZ, "The first week", rules, closes_at=now + timedelta(days=5))
        assignment = create_assignment(session, made.id, given, by_id=teacher.id, seed=1, now=now - timedelta(days=10))
        cards = session.execute(asked.order_by(Card.id)).all()
        for name in NAMES:
            person = create_guest(session, now=now)
            person.name = name
            enrol_student(session, made, person.id, name, now=now)
            if name != SILENT:
                _study(session, person.id, name, [(row[0], row[1]) for row in cards])
                _answer(session, person.id, assignment)
        session.commit()


def _study(session: Session, person: int, name: str, cards: list[tuple[int, str]]) -> None:
    """Let somebody remember cards, with the reviews that it came from."""
    now, states, events = utcnow(), list[dict[str, Any]](), list[dict[str, Any]]()
    topics = sorted({topic for _card, topic in cards})
    for card, topic in cards:
        if _RNG.random() > (0.2 if name == SLOW else 0.6):
            continue
        place = topics.index(topic)
        days = _RNG.randrange(1, 14) + (24 if name == AWAY else 0)
        stability = 0.3 if (name, topic) == (WEAK, "csto") else _RNG.lognormvariate(2.6 - 0.35 * place, 0.6)
        last = day_of((now - timedelta(days=days)).date())
        due = last + max(round(stability), 1)
        state = {"learner_id": person, "card_id": card, "phase": "review", "step": 0, "stability": stability}
        state |= {"difficulty": 5.0, "last_at": now, "last_day": last, "due_at": now, "due_day": due, "lapses": 0}
        states.append(state | {"interval_days": due - last, "reps": TURNS, "parameters": "fsrs-6-default"})
        for turn in range(TURNS):
            at = now - timedelta(days=days + 8 * (TURNS - 1 - turn), minutes=_RNG.randrange(300))
            event = {"event_id": f"{person}-{card}-{turn}", "learner_id": person, "card_id": card, "source": "review"}
            event |= {"rating": _RNG.choices((1, 3), (0.15, 0.85))[0], "at": at, "day": day_of(at.date())}
            events.append(event | {"recorded_at": at, "duration_ms": 12_000, "was_new": turn == 0})
    session.execute(sa.insert(MemoryState), states)
    session.execute(sa.insert(ReviewEvent), events)


def _answer(session: Session, person: int, assignment: Assignment) -> None:
    """Let somebody finish the questions of the diagnostic for the class, and take some distractors for right."""
    quiz, begun = ready_quiz_by_key(session, "diagnostic"), utcnow() - timedelta(days=9)
    if quiz is None:
        raise SystemExit("There is no diagnostic.")
    attempt = start_ready_quiz(session, person, quiz, event_id=f"quiz-{person}", rng=Random(1), now=begun)  # noqa: S311 - as above
    reached = 0.0
    for slot in session.scalars(sa.select(Slot).where(Slot.attempt_id == attempt.id)):
        content = asked_version(session, slot.version_id).content
        wrong = isinstance(content, SingleChoice) and _RNG.random() < 1 / 3
        slot.answers = ["1"] if wrong else list(content.key())
        slot.score, slot.answered_at = 0.0 if wrong else 1.0, begun
        reached += slot.score
    session.add(Sitting(assignment_id=assignment.id, person_id=person, number=1, attempt_id=attempt.id, seed=1))
    attempt.score, attempt.finished_at = reached, begun + timedelta(minutes=9)


if __name__ == "__main__":
    main()
