"""Days chosen within the fuzz range."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.evidence import replay
from quizapp.scheduling.intervals import Spread
from quizapp.scheduling.memory import preview, review
from quizapp.scheduling.placing import LESSON_SHARE, Ahead, Calendar, Lessons, choose_day, place_choices
from quizapp.scheduling.state import Evidence, Phase, Rating, Rules

RULES = Rules(ZoneInfo("Asia/Yerevan"))
TODAY = 20_000  # a Friday
SPREAD = Spread(10.0, 8, 12)
WEEKEND_OFF = Calendar((1, 1, 1, 1, 1, 0, 0))


def chosen(loads=None, spread=SPREAD, **ahead):
    return choose_day(spread, Ahead(TODAY, loads or {}, **ahead)) - TODAY


def loads(*counts):
    return {TODAY + SPREAD.low + place: count for place, count in enumerate(counts)}


def test_without_any_load_the_wanted_day_is_taken():
    assert chosen() == 10


def test_the_emptiest_day_of_the_range_is_taken():
    assert chosen(loads(5, 5, 5, 1, 5)) == 11
    assert chosen(loads(0, 9, 9, 9, 9)) == 8


def test_days_that_had_less_time_to_fill_are_not_preferred():
    assert chosen(loads(20, 16, 12, 8, 4)) == 10


def test_an_easy_day_takes_its_share():
    half = Calendar((0.5, 1, 1, 1, 1, 1, 1))  # TODAY + 10 is a Monday
    assert chosen(loads(9, 9, 6, 9, 9)) == 10
    assert chosen(loads(9, 9, 6, 9, 9), calendar=half) != 10
    assert chosen(loads(9, 9, 2, 9, 9), calendar=half) == 10


def test_nothing_is_placed_on_a_day_off_unless_there_is_no_other():
    assert chosen(loads(0, 0, 9, 9, 9), calendar=WEEKEND_OFF) not in {8, 9}  # Saturday and Sunday
    holiday = Calendar(days_off=((TODAY + 9, TODAY + 12),))
    assert chosen(calendar=holiday) == 8
    assert chosen(calendar=Calendar(days_off=((TODAY, TODAY + 30),))) == 10


def test_nothing_is_placed_past_a_test_that_it_could_come_before():
    assert chosen(loads(9, 9, 0, 0, 0), exams=(TODAY + 10,)) in {8, 9}
    assert chosen(loads(9, 9, 0, 0, 0), exams=(TODAY + 8,)) == 10
    assert chosen(loads(9, 9, 0, 9, 9), exams=(TODAY - 3,)) == 10


MONDAYS_AND_TUESDAYS = Lessons(frozenset({0, 1}))  # TODAY + 10 and TODAY + 11


def test_a_lesson_day_takes_more_than_others_and_not_all():
    lessons = Calendar(lessons=(MONDAYS_AND_TUESDAYS,))
    assert chosen(calendar=lessons) == 10
    assert chosen(loads(3, 3, 4, 4, 3)) in {8, 9, 12}
    assert chosen(loads(3, 3, 4, 4, 3), calendar=lessons) in {10, 11}
    assert chosen(loads(3, 3, 9, 4, 3), calendar=lessons) == 11
    assert chosen(loads(1, 1, 9, 9, 1), calendar=lessons) in {8, 9, 12}


def test_lessons_keep_within_the_term():
    lessons = Lessons(frozenset({0, 1}), TODAY + 11, TODAY + 16)
    assert [day for day in range(30) if lessons.fall_on(TODAY + day)] == [11]


def test_a_wish_of_ones_own_wins_over_lessons_and_a_holiday_over_both():
    own = Calendar((0.5, 1, 1, 1, 1, 1, 0), ((TODAY + 3, TODAY + 3),), (MONDAYS_AND_TUESDAYS,))
    shares = [own.share(TODAY + day) for day in (2, 3, 4, 10, 11)]
    assert shares == [0, 0, LESSON_SHARE, 0.5, LESSON_SHARE]
    assert not own.has_lesson(TODAY + 3)
    off = Calendar(days_off=((TODAY + 11, TODAY + 11),), lessons=(MONDAYS_AND_TUESDAYS,))
    assert (off.share(TODAY + 11), off.has_lesson(TODAY + 11), off.has_lesson(TODAY + 10)) == (0, False, True)


def test_neither_lessons_nor_holidays_move_a_card_past_a_test():
    calendar = Calendar(days_off=((TODAY + 8, TODAY + 9),), lessons=(MONDAYS_AND_TUESDAYS,))
    assert chosen(calendar=calendar, exams=(TODAY + 10,)) in {8, 9}
    assert chosen(calendar=calendar, exams=(TODAY + 11,)) == 10


def test_a_calendar_is_a_week():
    for shares in ((1.0,) * 6, (1, 1, 1, 1, 1, 1, -1)):
        with pytest.raises(ValueError, match="seven shares"):
            Calendar(shares)


HISTORIES = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(Rating), st.integers(0, 60)), min_size=1, max_size=8
)  # fmt: skip


@pytest.mark.longer
@given(HISTORIES, st.randoms(use_true_random=False))
def test_what_a_button_shows_is_what_its_rating_gives_and_what_a_replay_gives_again(history, random):
    memory, log, at = None, [], RULES.start(TODAY)
    for wait, rating, _limit in history:
        at += timedelta(days=wait, minutes=20)
        today = max(RULES.day(at), memory.last_day if memory else 0)
        busy = {today + day: random.randint(0, 30) for day in range(1, 90)}
        choices = preview(memory, at=at, card_id=7, rules=RULES)
        shown = place_choices(choices, Ahead(today, busy, WEEKEND_OFF), RULES)
        days = [choice.memory.due_day for choice in shown if choice.spread]
        assert days == sorted(days)
        choice = shown[rating - 1]
        placed = choice.memory.due_day if choice.spread else None
        memory = review(memory, rating, at=at, card_id=7, rules=RULES, placed=placed)
        assert memory == choice.memory
        log.append(Evidence(rating, at, log_id=len(log), placed=placed))
    assert replay(log, card_id=7, rules=RULES) == memory


def live(balanced, calendar, days=100, new=12):
    """Return how many reviews fell on each of the last weeks' days, and by what share intervals were off the wanted."""
    chance, memories, done, off = Random(3), {}, Counter(), []
    for today in range(TODAY, TODAY + days):
        at = RULES.start(today) + timedelta(hours=9)
        due = [card for card, memory in memories.items() if memory.due_day <= today]
        done[today] = len(due)
        loads = Counter(memory.due_day for memory in memories.values())
        for card in (*due, *range(len(memories), len(memories) + new)):
            rating = Rating.GOOD if chance.random() < 0.9 else Rating.HARD
            memory = memories.get(card)
            start = memory or review(None, Rating.EASY, at=at, card_id=card, rules=RULES)
            if memory:
                choices = preview(start, at=at, card_id=card, rules=RULES)
                shown = place_choices(choices, Ahead(today, loads, calendar), RULES) if balanced else choices
                choice = shown[rating - 1]
                start = choice.memory
                off.append(choice.memory.interval_days / choice.spread.wanted)
                loads[start.due_day] += 1
            assert start.phase is Phase.REVIEW
            memories[card] = start
    return [done[day] for day in range(TODAY + 30, TODAY + days)], off


@pytest.mark.slow
def test_days_are_evener_than_by_fuzz_alone_and_intervals_no_longer():
    fuzzed, _ = live(False, Calendar())
    placed, off = live(True, Calendar())
    wobble = [abs(a - b) for a, b in pairwise(fuzzed)]
    evener = [abs(a - b) for a, b in pairwise(placed)]
    assert statistics.mean(evener) < 0.8 * statistics.mean(wobble)
    assert 0.98 < statistics.mean(off) < 1.03


@pytest.mark.slow
def test_easy_days_are_easier():
    calendar = Calendar((1, 1, 1, 1, 1, 0.5, 0))
    placed, _ = live(True, calendar)
    by_weekday = Counter()
    for day, reviews in enumerate(placed, TODAY + 30):
        by_weekday[(day + 3) % 7] += reviews
    assert by_weekday[6] < 0.65 * by_weekday[2]  # intervals of a day or two cannot be moved
    assert by_weekday[5] < 0.8 * by_weekday[2]
