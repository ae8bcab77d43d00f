from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.assignments.deadlines import allowed_for
from quizapp.assignments.models import Assignment
from quizapp.assignments.settings import CardsSettings, QuizSettings, ReadingSettings
from quizapp.assignments.wording import local_moment, near_moment, terms_told

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
YEREVAN = ZoneInfo("Asia/Yerevan")


@pytest.fixture
def told(app):
    """Return all that a student is told of an assignment."""

    def told(settings, percent=0, **dates):
        kinds = {QuizSettings: "quiz", CardsSettings: "cards", ReadingSettings: "reading"}
        stored = settings.model_dump(mode="json")
        assignment = Assignment(kind=kinds[type(settings)], settings=stored, **dates)
        quiz = settings if isinstance(settings, QuizSettings) else None
        with app.test_request_context():
            return " ".join(terms_told(assignment, allowed_for(assignment, quiz, None, percent), YEREVAN))

    return told


def test_moments_are_said_by_the_clock_of_the_class(app):
    with app.test_request_context():
        assert local_moment(NOW, YEREVAN) == "Mon 2 Mar 2026, 14:00"
        assert local_moment(None, YEREVAN) == ""


def test_a_deadline_is_said_as_one_speaks_of_it(app):
    with app.test_request_context():
        said = [
            near_moment(NOW + timedelta(**later), YEREVAN, now=NOW)
            for later in ({"hours": -5}, {"hours": 9}, {"hours": 10})
        ]
        assert said == ["today, 09:00", "today, 23:00", "tomorrow, 00:00"]
        assert near_moment(NOW + timedelta(days=4), YEREVAN, now=NOW) == "Fri 6 Mar, 14:00"
        assert near_moment(NOW - timedelta(days=1), YEREVAN, now=NOW) == "Sun 1 Mar 2026, 14:00", "what is past, too"
        assert near_moment(NOW + timedelta(days=300), YEREVAN, now=NOW) == "Sun 27 Dec 2026, 14:00"


def test_whoever_has_more_time_is_told_so(told):
    quiz = QuizSettings(questions=(1, 2), minutes=30)
    assert "Time: 60 min, extended from 30." in told(quiz, 100)
    assert "Time: 30 min. It ends by itself" in told(quiz)
    assert told(quiz).startswith("2 questions.")


def test_the_late_rule_is_said_before_one_begins(told):
    late = {"closes_at": NOW, "late_until": NOW + timedelta(days=2)}
    percent = QuizSettings(questions=(1,), late={"rule": "percent", "percent_per_day": 15})
    assert "loses 15\N{NO-BREAK SPACE}% for each day begun, and is accepted until Wed 4 Mar 2026, 14:00" in told(
        percent, **late
    )
    assert "accepted until Wed 4 Mar" in told(QuizSettings(questions=(1,), late={"rule": "accept"}), **late)
    assert "Late" not in told(QuizSettings(questions=(1,)), closes_at=NOW)


def test_attempts_and_feedback_are_said(told):
    many = QuizSettings(
        questions=(1,), attempts=3, counts="mean", key="after_closing", explanation="never", certainty=True
    )
    said = told(many, closes_at=NOW)
    assert "3 attempts; the mean of all counts." in said
    assert "You see your points and what was right and wrong when you have finished." in said
    assert "You see the right answers after the closing." in said
    assert "the explanations" not in said
    assert "how sure you are" in said
    assert "As many attempts as you like; the best counts." in told(QuizSettings(questions=(1,), attempts=None))
    assert "One attempt." in told(QuizSettings(questions=(1,)), opens_at=NOW)


def test_goals_and_readings_are_said(told):
    assert told(CardsSettings(target=20)) == "Rate 20 flashcards."
    assert told(CardsSettings(goal="minutes", target=1)) == "Study cards for 1 minute."
    assert "Remember 90\N{NO-BREAK SPACE}% of the cards" in told(CardsSettings(goal="retention", target=90))
    assert told(ReadingSettings(passages=("a#p1",), minutes=10)) == "1 passage to read. About 10 minutes."
