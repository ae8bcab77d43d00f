"""Values of scheduling: their names, defaults and bounds."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import fsrs
import pytest

from quizapp.scheduling.state import DEFAULT_WEIGHTS, Evidence, Parameters, Phase, Rating, Rules, Source


def test_ratings_are_numbered_as_they_are_stored_and_sent():
    assert [rating.value for rating in Rating] == [1, 2, 3, 4]


def test_phases_and_sources_are_words():
    assert [str(phase) for phase in Phase] == ["new", "learning", "review", "relearning"]
    answers, others = ["review", "quiz", "live"], ["relearn", "postpone", "cram", "merged", "merged-quiz"]
    assert [str(source) for source in Source] == [*answers, *others]


def test_the_default_weights_are_the_21_that_fsrs_6_was_published_with():
    assert len(DEFAULT_WEIGHTS) == 21
    assert tuple(fsrs.Scheduler().parameters) == DEFAULT_WEIGHTS


def test_parameters_are_hashable_and_do_not_change():
    parameters = Parameters()
    assert hash(parameters) == hash(Parameters())
    with pytest.raises(FrozenInstanceError):
        parameters.fuzz = False


@pytest.mark.parametrize(
    "wrong",
    [
        {"desired_retention": 0.0},
        {"desired_retention": 1.0},
        {"maximum_interval": 0},
        {"maximum_interval": 36_501},
        {"learning_steps": (timedelta(0),)},
        {"relearning_steps": (timedelta(minutes=-1),)},
    ],
    ids=str,
)
def test_parameters_that_no_schedule_can_follow_are_refused(wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        Parameters(**wrong)


def test_rules_count_days_in_their_zone_and_by_their_roll_over():
    rules = Rules(ZoneInfo("Asia/Yerevan"), rollover_hour=6)
    start = rules.start(20_000)
    assert start == datetime(2024, 10, 4, 2, tzinfo=UTC)
    assert (rules.day(start), rules.day(start - timedelta(seconds=1))) == (20_000, 19_999)


def test_evidence_is_a_flashcard_review_unless_it_says_otherwise():
    assert Evidence(Rating.GOOD, datetime(2026, 1, 1, tzinfo=UTC)).source is Source.REVIEW
