"""The assignments of security tests: one of everybody's class, and one of a class that nobody here knows."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from quizapp.assignments.models import Assignment
from quizapp.assignments.paper import make_paper
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import QuizSettings
from quizapp.bank.models import Bank, Question


def assignments(session, classes, teacher_id, now):
    """Give a quiz out to each of two classes; return the ids, and those of papers, by visitors."""
    found = sa.select(Question.id).join(Bank).where(Bank.key == "birds").order_by(Question.position)
    settings = QuizSettings(questions=tuple(session.scalars(found.limit(3))), key="after_closing", explanation="never")
    given = Given("quiz", "Wrenlings", settings, closes_at=now + timedelta(days=9))
    made = {
        class_id: create_assignment(session, class_id, given, by_id=teacher_id, seed=1, now=now).id
        for class_id in sorted(set(classes.values()))
    }
    papers = {
        class_id: make_paper(session, session.get_one(Assignment, number), 2, seed=1, now=now).id
        for class_id, number in made.items()
    }
    return [{who: some[class_id] for who, class_id in classes.items()} for some in (made, papers)]
