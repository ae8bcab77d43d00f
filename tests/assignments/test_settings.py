from __future__ import annotations

import pytest
from pydantic import ValidationError

from quizapp.assignments.settings import QuizSettings, quiz_settings, settings_of


def problem(**said):
    with pytest.raises(ValidationError) as caught:
        settings_of("quiz", said)
    return caught.value.errors()[0]["msg"]


def test_a_quiz_needs_a_list_or_rules_and_not_both():
    rule = {"count": 3, "query": "topic:csto"}
    assert "no_questions" in problem()
    assert "no_questions" in problem(questions=[1], rules=[rule])
    assert settings_of("quiz", {"rules": [rule, rule]}).size == 6
    assert settings_of("quiz", {"questions": [1, 2]}).size == 2


def test_a_quiz_asks_no_more_than_a_quiz_can():
    assert "too_many_questions" in problem(rules=[{"count": 30, "query": ""}] * 2)


def test_nobody_sees_the_key_before_they_see_what_was_right():
    assert "key_before_verdict" in problem(questions=[1], verdict="never")
    assert "verdict_before_score" in problem(questions=[1], score="never", verdict="after_closing", key="never")
    shown = QuizSettings(questions=(1,), verdict="at_once", key="at_once").shows
    assert (shown.score, shown.verdict) == ("after_submission", "at_once")


@pytest.mark.parametrize("said", [{"minutes": 0}, {"attempts": 0}, {"minutes": 5_000}, {"colour": "red"}])
def test_what_makes_no_sense_is_refused(said):
    with pytest.raises(ValidationError):
        quiz_settings({"questions": [1]} | said)


def test_settings_come_back_as_they_were_stored():
    settings = QuizSettings(questions=(3, 1), minutes=30, attempts=None, late={"rule": "percent"})
    assert quiz_settings(settings.model_dump(mode="json")) == settings


def test_goals_and_readings_have_settings_of_their_own():
    assert settings_of("cards", {"target": 20}).goal == "cards"
    assert settings_of("reading", {"passages": ["a#p1"]}).minutes is None
    with pytest.raises(ValidationError, match="retention_too_high"):
        settings_of("cards", {"goal": "retention", "target": 100})
    with pytest.raises(ValidationError):
        settings_of("reading", {"passages": []})
