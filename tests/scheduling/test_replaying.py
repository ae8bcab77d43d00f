"""Replaying whole logs on plain values: to the last bit what event by event gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.scheduling.evidence import in_order, replay, take
from quizapp.scheduling.judging import judged
from quizapp.scheduling.moments import text_of
from quizapp.scheduling.replaying import Replayer, memory_of_state
from quizapp.scheduling.state import MERGED, Evidence, Parameters, Phase, Rating, Rules, Source

ZONES = ("UTC", "Asia/Yerevan", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe")
MOVES = (Source.RELEARN, Source.POSTPONE)
STEPS = ((), (timedelta(minutes=10),), (timedelta(minutes=1), timedelta(minutes=10)), (timedelta(days=3),) * 3)
WAITS = st.one_of(
    st.timedeltas(timedelta(0), timedelta(minutes=90)),
    st.timedeltas(timedelta(hours=1), timedelta(hours=30)),
    st.timedeltas(timedelta(days=1), timedelta(days=200)),
    st.just(timedelta(0)),
)
RULES = st.builds(
    Rules,
    st.sampled_from(ZONES).map(ZoneInfo),
    st.integers(0, 6),
    st.builds(
        Parameters,
        desired_retention=st.sampled_from((0.7, 0.9, 0.97)),
        learning_steps=st.sampled_from(STEPS),
        relearning_steps=st.sampled_from(STEPS),
        maximum_interval=st.sampled_from((3, 365, 36_500)),
        fuzz=st.booleans(),
    ),
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@st.composite
def logs(draw):
    """Draw a card's log: answers, days that were moved and days that were placed, some recorded out of order."""
    at, log = draw(st.sampled_from((NOON, datetime(2025, 3, 29, 23, 30, tzinfo=UTC)))), []
    for log_id in range(1, draw(st.integers(1, 14))):
        at += draw(WAITS)
        when = at - draw(st.sampled_from((timedelta(0), timedelta(0), timedelta(0), timedelta(days=2))))
        source = draw(
            st.sampled_from((Source.REVIEW, Source.REVIEW, Source.QUIZ, Source.LIVE, *MOVES, *sorted(MERGED)))
        )
        rating = None if source in MOVES else draw(st.sampled_from(Rating))
        placed = draw(st.none() | st.integers(0, 40).map(lambda days, when=when: when.toordinal() - 719_163 + days))
        log.append(Evidence(rating, when, source, log_id, placed, draw(st.integers(0, 9)) if source in MOVES else 0))
    return log


def logged(event, card_id):
    """Return an event as the database keeps it."""
    rating = event.rating.value if event.rating else 0
    return card_id, text_of(event.at), event.log_id, rating, event.source.value, event.placed, event.days, 900


@pytest.mark.longer
@given(st.lists(logs(), min_size=1, max_size=3), RULES)
def test_any_log_gives_the_memory_of_the_events_one_by_one(cards, rules):
    replayer = Replayer(rules)
    for card_id, log in enumerate(cards):
        state = replayer.replay(card_id, [logged(event, card_id) for event in log])
        memory = None if state is None else memory_of_state(state)
        assert memory == replay(log, card_id=card_id, rules=rules)


@pytest.mark.longer
@given(logs(), RULES)
@example([Evidence(Rating.EASY, NOON), Evidence(None, NOON, Source.RELEARN, 1)], Rules(ZoneInfo("UTC")))
def test_each_event_tells_the_phase_before_and_the_interval_after(log, rules):
    memory = None
    told = list(Replayer(rules).intervals(7, [logged(event, 7) for event in log]))
    for event, (row, phase, interval) in zip(in_order(log), told, strict=True):
        before, memory = memory, take(memory, event, card_id=7, rules=rules)
        assert row[2] == event.log_id
        assert phase == (before.phase if before else Phase.NEW)
        if memory is None:
            assert interval == 0
        else:
            waits = -max(1, int((memory.due_at - memory.last_at).total_seconds()))
            assert interval == (memory.interval_days or waits)


@pytest.mark.longer
@given(logs(), RULES)
def test_answers_are_judged_as_event_by_event(log, rules):
    found = list(Replayer(rules).judged(7, [logged(event, 7) for event in log]))
    assert found == list(judged(log, card_id=7, rules=rules))


def test_a_log_of_nothing_that_counts_gives_no_memory():
    replayer = Replayer(Rules(ZoneInfo("UTC")))
    assert replayer.replay(1, []) is None
    assert replayer.replay(1, [(1, text_of(NOON), 1, 0, "relearn", None, 3, None)]) is None


def test_an_answer_without_a_rating_is_refused():
    with pytest.raises(ValueError, match="answer 7"):
        Replayer(Rules(ZoneInfo("UTC"))).replay(1, [(1, text_of(NOON), 7, 0, "quiz", None, None, None)])
