"""The way of a card through its log, with the figures of every step."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.scheduling.evidence import replay, take
from quizapp.scheduling.history import Chosen, _step, history
from quizapp.scheduling.state import Evidence, Parameters, Phase, Rating, Rules, Source

AGAIN, HARD, GOOD, EASY = Rating
FUZZED = Rules(ZoneInfo("Asia/Yerevan"))
PLAIN = Rules(FUZZED.zone, parameters=Parameters(fuzz=False))
NOON = FUZZED.start(20_000) + timedelta(hours=8)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
CARD = 4_711


def steps_of(*events, rules=FUZZED):
    return history(events, card_id=CARD, rules=rules)


def test_every_step_begins_where_the_last_one_ended_and_the_last_is_the_replay():
    log = [
        Evidence(GOOD, NOON, log_id=1),
        Evidence(GOOD, NOON + 10 * MINUTE, log_id=2),
        Evidence(AGAIN, NOON + 3 * DAY, Source.QUIZ, 3),
        Evidence(GOOD, NOON + 4 * DAY, log_id=4),
    ]
    steps = steps_of(*reversed(log))
    assert [step.event.log_id for step in steps] == [1, 2, 3, 4]
    assert steps[0].before is None
    assert [step.before for step in steps[1:]] == [step.after for step in steps[:-1]]
    assert steps[-1].after == replay(log, card_id=CARD, rules=FUZZED)


def test_a_step_has_the_reference_figures():
    first, second = steps_of(Evidence(EASY, NOON), Evidence(GOOD, NOON + 8 * DAY), rules=PLAIN)
    assert (first.elapsed, first.recall) == (None, None)
    assert first.spread.wanted == pytest.approx(8.2956)
    assert second.elapsed == 8
    assert second.recall == pytest.approx(0.9025, abs=5e-4)
    assert second.spread.wanted == pytest.approx(second.after.stability)
    assert second.chosen is Chosen.MODEL


def test_steps_of_minutes_have_no_interval_to_explain():
    (step,) = steps_of(Evidence(AGAIN, NOON))
    assert (step.chosen, step.spread, step.after.phase) == (Chosen.STEP, None, Phase.LEARNING)


@pytest.mark.parametrize("source", [Source.RELEARN, Source.POSTPONE])
def test_a_day_that_was_moved_is_told_without_an_interval(source):
    moved = Evidence(None, NOON + 30 * DAY, source, 2, days=3)
    _first, step = steps_of(Evidence(EASY, NOON, log_id=1), moved)
    assert (step.chosen, step.spread) == (Chosen.MOVED, None)
    assert step.after == replay([Evidence(EASY, NOON, log_id=1), moved], card_id=CARD, rules=FUZZED)
    assert steps_of(moved) == ()


def test_fuzz_is_told_with_its_range():
    (step,) = steps_of(Evidence(EASY, NOON))
    assert step.chosen is Chosen.FUZZ
    assert step.spread.low <= step.after.interval_days <= step.spread.high
    assert step.spread.low < step.spread.high


def test_a_chosen_day_is_told_and_holds_only_within_the_range():
    (fuzzed,) = steps_of(Evidence(EASY, NOON))
    for interval in range(fuzzed.spread.low, fuzzed.spread.high + 1):
        (step,) = steps_of(Evidence(EASY, NOON, placed=20_000 + interval))
        assert (step.chosen, step.after.interval_days) == (Chosen.PLACED, interval)
        assert step.after.due_at == FUZZED.start(20_000 + interval)
    for outside in (fuzzed.spread.low - 1, fuzzed.spread.high + 1, -5):
        assert steps_of(Evidence(EASY, NOON, placed=20_000 + outside))[0].after == fuzzed.after


def test_an_answer_that_does_not_count_changes_nothing_and_says_so():
    _first, second = steps_of(Evidence(EASY, NOON), Evidence(GOOD, NOON + 60 * MINUTE, Source.QUIZ))
    assert second.chosen is Chosen.NOTHING
    assert second.after is second.before


def test_a_due_day_that_a_longer_recall_has_earned_is_kept():
    patient = Rules(FUZZED.zone, parameters=Parameters(desired_retention=0.8, fuzz=False))
    memory = steps_of(Evidence(EASY, NOON), rules=patient)[0].after  # under settings that were changed since
    step = _step(
        memory,
        Evidence(HARD, NOON + 2 * DAY, Source.QUIZ),
        take(memory, Evidence(HARD, NOON + 2 * DAY, Source.QUIZ), card_id=CARD, rules=PLAIN),
        CARD,
        PLAIN,
    )
    assert step.chosen is Chosen.KEPT
    assert step.after.due_day == memory.due_day > 20_002 + step.spread.high
