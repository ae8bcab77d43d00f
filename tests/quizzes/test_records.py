from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts.services import create_guest
from quizapp.quizzes.models import Attempt, Quiz
from quizapp.quizzes.records import records_of_learner

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def learner_id(session):
    return create_guest(session, now=NOW).id


@pytest.fixture
def quiz(session):
    def quiz(name="one"):
        row = Quiz(fingerprint=name, title=name, selection={}, feedback="at_once", created_at=NOW)
        session.add(row)
        session.flush()
        return row

    return quiz


@pytest.fixture
def attempt(session, learner_id):
    def attempt(quiz, hour, score=None, size=4, learner=None):
        started = NOW + timedelta(hours=hour)
        row = Attempt(
            event_id=f"event-{quiz.id}-{hour}",
            quiz_id=quiz.id,
            learner_id=learner or learner_id,
            size=size,
            score=score,
            started_at=started,
            finished_at=None if score is None else started,
        )
        session.add(row)
        session.flush()
        return row

    return attempt


def test_records_hold_best_and_latest_of_each_quiz_the_last_used_first(session, learner_id, quiz, attempt):
    one, two = quiz("one"), quiz("two")
    for hour, score in enumerate((1, 4, 2)):
        attempt(one, hour, score)
    attempt(two, 5, 3)
    attempt(one, 6)
    records = records_of_learner(session, learner_id, now=NOW)
    assert [(record.quiz.title, record.best, record.latest) for record in records] == [
        ("one", 1.0, 0.5),
        ("two", 0.75, 0.75),
    ]
    assert [len(record.attempts) for record in records] == [4, 1]


def test_a_quiz_never_finished_has_no_best(session, learner_id, quiz, attempt):
    attempt(quiz(), 0)
    [record] = records_of_learner(session, learner_id, now=NOW)
    assert (record.best, record.latest, record.finished) == (None, None, ())


def test_a_finished_nothing_is_a_best_of_nought(session, learner_id, quiz, attempt):
    attempt(quiz(), 0, 0.0)
    [record] = records_of_learner(session, learner_id, now=NOW)
    assert (record.best, record.latest) == (0, 0)
