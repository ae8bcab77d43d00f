from __future__ import annotations

from datetime import UTC, datetime

from quizapp.quizzes.records import records_of_learner

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


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
