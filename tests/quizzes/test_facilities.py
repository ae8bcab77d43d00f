from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Bank, FacilityCount, Question, QuestionFacility, QuestionVersion
from quizapp.clock import utcnow
from quizapp.quizzes import facilities
from quizapp.quizzes.facilities import count_facilities
from quizapp.quizzes.models import Attempt, Feedback, Quiz, Response, Slot

NOW = utcnow()


@pytest.fixture
def learners(app, make_person):
    return [make_person() for _number in range(3)]


def version_of(session, key, number):
    """Return the id of a version of a question, made where there is none."""
    question = session.scalar(sa.select(Question).where(Question.key == key))
    if question is None:
        bank_id = session.scalars(sa.select(Bank.id)).one()
        question = Question(bank_id=bank_id, key=key, position=1, current_number=1)
        session.add(question)
        session.flush()
    for version in question.versions:
        if version.number == number:
            return version.id
    words = {"title": key, "topic": "t", "level": 1, "standing": "reported", "digest": "d", "origin": "file"}
    lists = {"content": {}, "sources": [], "facets": []}
    made = QuestionVersion(question_id=question.id, number=number, kind="date", created_at=NOW, **words, **lists)
    session.add(made)
    session.flush()
    return made.id


@pytest.fixture
def answer(session, learners):
    """Return a function that writes down that a learner answered a version of a question in an attempt of their own."""
    quiz = Quiz(fingerprint="f", title="t", selection={}, feedback=Feedback.AT_ONCE, created_at=NOW)
    session.add_all([quiz, Bank(key="b", title="B", created_at=NOW)])
    session.flush()

    def answer(key, learner, score, *, minutes=0, number=1):
        at = NOW + timedelta(minutes=minutes)
        count = session.scalar(sa.select(sa.func.count()).select_from(Attempt))
        attempt = Attempt(event_id=f"e{count}", quiz_id=quiz.id, learner_id=learners[learner], size=1, started_at=NOW)
        session.add(attempt)
        session.flush()
        place = {"attempt_id": attempt.id, "position": 1, "version_id": version_of(session, key, number)}
        slot = Slot(**place, arrangement=[], answers=[], score=score, answered_at=at)
        session.add(slot)
        session.flush()
        said = {"answers": [], "score": score, "answered": True, "rule": "", "near_miss": False, "at": at}
        session.add(Response(slot_id=slot.id, event_id=f"r{count}", **said))
        session.flush()

    return answer


@pytest.fixture
def shares(session):
    """Return a function that reads what is counted, by key."""

    def shares():
        statement = sa.select(Question.key, QuestionFacility.answered, QuestionFacility.share)
        rows = session.execute(statement.join(Question, Question.id == QuestionFacility.question_id))
        return {key: (answered, share) for key, answered, share in rows}

    return shares


@pytest.mark.longer
def test_each_learner_counts_once_by_the_first_answer_whatever_version_it_was(session, answer, shares):
    answer("a", 0, 1.0, minutes=5)
    answer("a", 0, 0.0, minutes=9)
    answer("a", 1, 0.5, number=2)
    answer("b", 1, 0.25)
    assert count_facilities(session, now=NOW) == 2
    assert shares() == {"a": (2, 0.75), "b": (1, 0.25)}


@pytest.mark.longer
def test_counting_goes_on_from_the_last_response(session, answer, shares, monkeypatch):
    monkeypatch.setattr(facilities, "BATCH", 1)
    assert count_facilities(session, now=NOW) == 0
    answer("a", 0, 1.0)
    answer("b", 0, 1.0)
    assert count_facilities(session, now=NOW) == 2
    answer("a", 2, 0.0)
    later = NOW + timedelta(hours=1)
    assert count_facilities(session, now=later) == 1
    assert shares() == {"a": (2, 0.5), "b": (1, 1.0)}
    (counted,) = session.scalars(sa.select(FacilityCount)).all()
    assert (counted.response_id, counted.counted_at) == (3, later)
    assert count_facilities(session, now=later) == 0
