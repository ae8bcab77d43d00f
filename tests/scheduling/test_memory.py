"""Reviews: the model's figures, intervals, steps, and the laws that hold for any history."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.scheduling.memory import graduate, preview, retrievability, review
from quizapp.scheduling.state import MAXIMUM_INTERVAL, Memory, OutOfOrderError, Parameters, Phase, Rating, Rules

AGAIN, HARD, GOOD, EASY = Rating
PLAIN = Rules(ZoneInfo("Asia/Yerevan"), parameters=Parameters(fuzz=False))
FUZZED = Rules(ZoneInfo("Asia/Yerevan"))
START = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
CARD = 4_711


def rated(memory, rating, at, rules=PLAIN):
    return review(memory, rating, at=at, card_id=CARD, rules=rules)


def when_due(ratings, rules=PLAIN, at=START):
    """Return the memories after ratings, each given when the card is due."""
    memories = []
    for rating in ratings:
        memories.append(rated(memories[-1] if memories else None, rating, at, rules))
        at = max(at, memories[-1].due_at)
    return memories


def in_review(stability, difficulty=5.0, *, interval=10, day=20_000):
    return Memory(
        phase=Phase.REVIEW,
        step=0,
        stability=stability,
        difficulty=difficulty,
        last_day=day,
        last_at=PLAIN.start(day),
        due_at=PLAIN.start(day + interval),
        due_day=day + interval,
        interval_days=interval,
        reps=5,
        lapses=0,
    )


def after_days(memory, rating, days, rules=PLAIN):
    return rated(memory, rating, PLAIN.start(memory.last_day + days) + timedelta(hours=1), rules)


# ---- reference figures


def test_the_reference_sequence_has_the_reference_intervals_and_ends_in_the_reference_state():
    memories = when_due(Rating(int(rating)) for rating in "3333331133333")
    assert [memory.interval_days for memory in memories] == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]
    assert memories[-1].stability == pytest.approx(20.77036, abs=5e-6)
    assert memories[-1].difficulty == pytest.approx(9.05576, abs=5e-6)
    assert (memories[-1].reps, memories[-1].lapses) == (13, 1)


def test_retrievability_after_nought_to_three_days_with_a_stability_of_one():
    memory = in_review(1.0)
    recall = [retrievability(memory, memory.last_day + days, PLAIN.parameters) for days in range(4)]
    assert recall == pytest.approx([1, 0.9, 0.84588465, 0.8093881], abs=5e-9)


def test_difficulty_after_each_rating_from_five():
    memory = in_review(10.0)
    difficulties = [after_days(memory, rating, 10).difficulty for rating in Rating]
    assert difficulties == pytest.approx([8.34176237, 6.66599536, 4.99022837, 3.31446137], abs=1e-8)


# ---- faults of the package that must not come through


def test_an_evening_and_the_next_morning_are_a_day_apart_for_the_model():
    evening = datetime(2026, 1, 5, 22, tzinfo=PLAIN.zone)
    easy = rated(None, EASY, evening)
    assert easy.stability == pytest.approx(8.2956, abs=5e-5)
    assert rated(easy, GOOD, evening + timedelta(hours=11)).stability == pytest.approx(13.485, abs=5e-4)


def test_a_review_of_the_same_learner_day_follows_the_short_term_formula_though_midnight_lies_between():
    evening = datetime(2026, 1, 5, 22, tzinfo=PLAIN.zone)
    easy = rated(None, EASY, evening)
    assert rated(easy, GOOD, evening + timedelta(hours=5)).stability == pytest.approx(8.296, abs=5e-4)


def test_stability_does_not_grow_beyond_a_century():
    memory = after_days(in_review(36_000.0, difficulty=1.0), EASY, 36_000)
    assert memory.stability == MAXIMUM_INTERVAL
    assert memory.interval_days == MAXIMUM_INTERVAL


def test_a_review_dated_before_the_last_one_is_refused_and_one_of_the_same_moment_is_not():
    memory = rated(None, GOOD, START)
    assert rated(memory, GOOD, START).reps == 2
    for answered in (review, graduate):
        with pytest.raises(OutOfOrderError):
            answered(memory, GOOD, at=START - timedelta(microseconds=1), card_id=CARD, rules=PLAIN)


def test_nothing_waits_or_reads_the_clock(monkeypatch):
    def stopped(*_args):
        raise AssertionError

    monkeypatch.setattr(time, "sleep", stopped)
    monkeypatch.setattr("fsrs.card.datetime", None)
    monkeypatch.setattr("fsrs.scheduler.datetime", None)
    memory = when_due([GOOD, GOOD, GOOD])[-1]
    assert len(preview(None, at=START, card_id=CARD, rules=FUZZED)) == 4
    assert retrievability(memory, memory.due_day, FUZZED.parameters) == pytest.approx(0.9, abs=0.01)


# ---- steps


def test_a_new_card_follows_the_learning_steps_into_review():
    first, second = when_due([GOOD, GOOD])
    assert (first.phase, first.step, first.due_at - START, first.interval_days) == (
        Phase.LEARNING, 1, timedelta(minutes=10), 0,
    )  # fmt: skip
    assert (second.phase, second.step, second.interval_days) == (Phase.REVIEW, 0, 2)
    assert second.due_at == PLAIN.start(second.last_day + 2)


def test_easy_skips_the_steps_of_a_new_card():
    memory = rated(None, EASY, START)
    assert (memory.phase, memory.interval_days) == (Phase.REVIEW, 8)


def test_a_forgotten_card_is_relearnt_and_counted_as_a_lapse_once():
    memories = when_due([EASY, AGAIN, AGAIN, GOOD])
    assert [memory.phase for memory in memories] == ["review", "relearning", "relearning", "review"]
    assert [memory.lapses for memory in memories] == [0, 1, 1, 1]
    assert memories[1].due_at - memories[1].last_at == timedelta(minutes=10)


def test_a_step_over_the_roll_over_is_due_on_the_next_learner_day():
    late = PLAIN.start(20_001) - timedelta(minutes=5)
    memory = rated(None, GOOD, late)
    assert (memory.last_day, memory.due_day) == (20_000, 20_001)


def test_without_steps_a_card_is_in_review_at_once_even_when_forgotten():
    rules = Rules(PLAIN.zone, parameters=Parameters(learning_steps=(), relearning_steps=(), fuzz=False))
    first, second = when_due([AGAIN, AGAIN], rules)
    assert (first.phase, first.interval_days, second.phase, second.interval_days) == ("review", 1, "review", 1)
    assert (first.lapses, second.lapses) == (0, 1)


# ---- intervals


def test_a_lower_retention_asked_for_gives_longer_intervals():
    days = [
        rated(None, EASY, START, Rules(PLAIN.zone, parameters=Parameters(desired_retention=wish, fuzz=False)))
        for wish in (0.95, 0.9, 0.8)
    ]
    assert [memory.interval_days for memory in days] == [3, 8, 28]


def test_the_maximum_outweighs_the_distance_between_buttons():
    rules = Rules(PLAIN.zone, parameters=Parameters(maximum_interval=30))
    choices = preview(in_review(400.0), at=PLAIN.start(20_300), card_id=CARD, rules=rules)
    assert [choice.memory.interval_days for choice in choices[1:]] == [30, 30, 30]


def test_weights_of_ones_own_change_the_schedule():
    weights = (*Parameters().weights[:3], 30.0, *Parameters().weights[4:])
    memory = rated(None, EASY, START, Rules(PLAIN.zone, parameters=Parameters(weights=weights, fuzz=False)))
    assert memory.interval_days == 30


def test_weights_out_of_bounds_are_refused():
    rules = Rules(PLAIN.zone, parameters=Parameters(weights=(0.0,) * 21))
    with pytest.raises(ValueError, match="out of bounds"):
        rated(None, GOOD, START, rules)


def test_a_learner_who_moved_west_is_not_taken_back_a_day():
    memory = rated(None, EASY, datetime(2026, 1, 5, 1, tzinfo=UTC))
    west = Rules(ZoneInfo("America/Los_Angeles"), parameters=PLAIN.parameters)
    assert rated(memory, GOOD, datetime(2026, 1, 5, 2, tzinfo=UTC), west).last_day == memory.last_day


# ---- preview


def test_a_preview_tells_the_waits_of_the_four_buttons():
    choices = preview(None, at=START, card_id=CARD, rules=PLAIN)
    assert [choice.rating for choice in choices] == list(Rating)
    assert [choice.wait for choice in choices] == [
        timedelta(minutes=1), timedelta(minutes=5, seconds=30), timedelta(minutes=10), timedelta(days=8),
    ]  # fmt: skip


def test_a_preview_bears_a_clock_that_was_set_back():
    memory = rated(None, GOOD, START)
    choices = preview(memory, at=START - timedelta(hours=1), card_id=CARD, rules=PLAIN)
    assert choices == preview(memory, at=START, card_id=CARD, rules=PLAIN)
