"""Laws that hold for the memory after any history of reviews."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizapp.scheduling.fuzz import fuzz_range, least_interval, plain
from quizapp.scheduling.memory import preview, retrievability, review
from quizapp.scheduling.state import MAXIMUM_INTERVAL, Parameters, Phase, Rating, Rules

AGAIN, HARD, GOOD, EASY = Rating
PLAIN = Rules(ZoneInfo("Asia/Yerevan"), parameters=Parameters(fuzz=False))
FUZZED = Rules(ZoneInfo("Asia/Yerevan"))
START = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
CARD = 4_711


def rated(memory, rating, at, rules=PLAIN):
    return review(memory, rating, at=at, card_id=CARD, rules=rules)


RATINGS = st.sampled_from(Rating)
RULES = st.sampled_from([PLAIN, FUZZED, Rules(ZoneInfo("America/St_Johns"), rollover_hour=0)])
WAITS = st.one_of(
    st.timedeltas(timedelta(0), timedelta(minutes=30)),
    st.timedeltas(timedelta(hours=1), timedelta(hours=30)),
    st.timedeltas(timedelta(days=1), timedelta(days=400)),
)


@st.composite
def histories(draw):
    """Draw (moment, rating) pairs in order of time."""
    at, events = START, []
    for wait, rating in draw(st.lists(st.tuples(WAITS, RATINGS), min_size=1, max_size=12)):
        at += wait
        events.append((at, rating))
    return events


def memories_of(events, rules):
    memories = [None]
    for at, rating in events:
        memories.append(rated(memories[-1], rating, at, rules))
    return memories[1:]


@pytest.mark.longer
@given(histories(), WAITS, RULES)
def test_a_better_rating_leaves_the_memory_at_least_as_stable(events, wait, rules):
    memory = memories_of(events, rules)[-1]
    choices = preview(memory, at=events[-1][0] + wait, card_id=CARD, rules=rules)
    stabilities = [choice.memory.stability for choice in choices]
    assert stabilities == sorted(stabilities)
    assert all(0 < stability <= MAXIMUM_INTERVAL for stability in stabilities)
    assert all(1 <= choice.memory.difficulty <= 10 for choice in choices)


@pytest.mark.longer
@given(st.integers(min_value=1, max_value=MAXIMUM_INTERVAL))
def test_after_as_many_days_as_its_stability_a_card_is_recalled_with_nine_chances_in_ten(days):
    memory = replace(rated(None, EASY, START), stability=float(days))
    assert retrievability(memory, memory.last_day + days, PLAIN.parameters) == pytest.approx(0.9, abs=1e-12)


@pytest.mark.longer
@given(histories(), RULES)
def test_retrievability_falls_from_one_and_stays_above_nought(events, rules):
    memory = memories_of(events, rules)[-1]
    recall = [retrievability(memory, memory.last_day + days, rules.parameters) for days in (-1, 0, 1, 10, 1_000)]
    assert recall[:2] == [1, 1]
    assert recall == sorted(recall, reverse=True)
    assert recall[-1] > 0


@pytest.mark.longer
@given(histories(), RULES)
def test_nothing_is_due_before_it_was_last_reviewed(events, rules):
    for memory, (at, _rating) in zip(memories_of(events, rules), events, strict=True):
        assert memory.last_at == at
        assert memory.due_at > at
        assert memory.due_day - memory.last_day >= memory.interval_days >= 0
        if memory.phase is Phase.REVIEW:
            assert memory.due_day == memory.last_day + memory.interval_days
            assert memory.due_at == rules.start(memory.due_day)


@pytest.mark.longer
@given(histories(), RULES)
def test_a_memory_counts_its_reviews_and_lapses_and_does_not_change(events, rules):
    memories = memories_of(events, rules)
    assert [memory.reps for memory in memories] == list(range(1, len(events) + 1))
    lapses = sum(
        before.phase is Phase.REVIEW and rating is AGAIN
        for before, (_at, rating) in zip(memories, events[1:], strict=False)
    )
    assert memories[-1].lapses == lapses
    with pytest.raises(FrozenInstanceError):
        memories[-1].reps = 0


@pytest.mark.longer
@given(histories(), WAITS, RULES, RATINGS)
def test_a_preview_is_what_a_review_then_does(events, wait, rules, rating):
    memory, at = memories_of(events, rules)[-1], events[-1][0] + wait
    assert preview(memory, at=at, card_id=CARD, rules=rules)[rating - 1].memory == rated(memory, rating, at, rules)


@pytest.mark.longer
@given(histories(), WAITS, RULES)
def test_a_better_button_in_review_leads_at_least_a_day_further(events, wait, rules):
    memory, at = memories_of(events, rules)[-1], events[-1][0] + wait
    _again, hard, good, easy = (
        choice.memory for choice in preview(memory, at=at, card_id=CARD, rules=rules)
    )  # fmt: skip
    if good.phase is Phase.REVIEW:
        assert good.interval_days < easy.interval_days or good.interval_days == MAXIMUM_INTERVAL
    if memory.phase is Phase.REVIEW:
        assert hard.interval_days < good.interval_days or hard.interval_days == MAXIMUM_INTERVAL


@pytest.mark.longer
@given(histories(), WAITS, st.integers(min_value=0, max_value=1 << 62))
def test_a_fuzzed_interval_lies_in_its_range_and_grows_where_the_unfuzzed_does(events, wait, card_id):
    memory, at = memories_of(events, FUZZED)[-1], events[-1][0] + wait
    after = review(memory, HARD, at=at, card_id=card_id, rules=FUZZED)
    assume(memory.phase is Phase.REVIEW)
    least = least_interval(after.stability, memory.interval_days)
    low, high = fuzz_range(after.stability, least)
    assert low <= after.interval_days <= high
    if plain(after.stability) > memory.interval_days:
        assert after.interval_days > memory.interval_days


@pytest.mark.longer
@given(histories(), RULES)
def test_the_same_reviews_always_give_the_same_memory(events, rules):
    assert memories_of(events, rules) == memories_of(events, replace(rules))


@given(RULES)
def test_a_card_that_is_always_recalled_when_due_comes_back_ever_later(rules):
    memory = rated(None, EASY, START, rules)
    for _ in range(12):
        after = rated(memory, GOOD, memory.due_at, rules)
        assert after.interval_days > memory.interval_days or after.interval_days == MAXIMUM_INTERVAL
        memory = after
    assert memory.interval_days == MAXIMUM_INTERVAL
