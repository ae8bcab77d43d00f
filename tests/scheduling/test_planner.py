"""Planning for a test: what today brings most, and what that promises."""

from __future__ import annotations

import statistics
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.formulas import Formulas, formulas
from quizapp.scheduling.planner import Candidate, Costs, Planner
from quizapp.scheduling.state import DEFAULT_WEIGHTS, Parameters

TODAY, EXAM = 20_000, 20_021
PLANNER = Planner(Parameters(), EXAM)
MODEL = formulas(DEFAULT_WEIGHTS)


def known(card_id, stability, ago=5, group=None):
    return Candidate(card_id, card_id if group is None else group, stability, 5.0, TODAY - ago)


def ids(planned):
    return [one.card_id for one in planned]


def test_a_card_is_worth_what_a_review_today_adds_on_the_day():
    card = known(1, 4.0, ago=6)
    recall = MODEL.recall(4.0, 6)
    good, _ = MODEL.next(4.0, 5.0, 6, 3)
    again, _ = MODEL.next(*MODEL.next(4.0, 5.0, 6, 1), 0, 3)
    expected = recall * MODEL.recall(good, 21) + (1 - recall) * MODEL.recall(again, 21) - MODEL.recall(4.0, 27)
    worth = PLANNER.worth(card, TODAY)
    assert worth.gain == pytest.approx(expected)
    assert worth.seconds == pytest.approx(recall * Costs().recalled + (1 - recall) * Costs().forgotten)


def test_a_card_asked_today_already_brings_nothing():
    assert PLANNER.worth(known(1, 4.0, ago=0), TODAY).gain == 0
    assert PLANNER.plan([known(1, 4.0, ago=0)], TODAY, 600) == []


def test_the_most_worth_per_second_comes_first_and_the_minutes_end_it():
    cards = [known(1, 300.0), known(2, 8.0), Candidate(3, 3), known(4, 2.0, ago=9)]
    whole = PLANNER.plan(cards, TODAY, 10_000)
    rates = [one.gain / one.seconds for one in whole]
    assert rates == sorted(rates, reverse=True)
    assert sorted(ids(whole)) == [1, 2, 3, 4]
    assert ids(whole)[-1] == 1
    assert ids(PLANNER.plan(cards, TODAY, whole[0].seconds)) == ids(whole)[:1]
    assert PLANNER.plan(cards, TODAY, 0) == []


def test_cards_of_one_question_stay_apart_until_the_last_week():
    siblings = [known(number, 3.0, group=9) for number in (1, 2, 3)]
    assert len(PLANNER.plan(siblings, TODAY, 600)) == 1
    assert PLANNER.plan(siblings, TODAY, 600, frozenset({9})) == []
    assert len(PLANNER.plan(siblings, EXAM - 7, 600)) == 3


MEMORIES = st.builds(
    lambda card, stability, difficulty, ago: Candidate(card, card, stability, difficulty, TODAY - ago),
    st.integers(1, 500), st.one_of(st.none(), st.floats(0.1, 900)), st.floats(1, 10), st.integers(0, 200),
)  # fmt: skip


@pytest.mark.longer
@given(st.lists(MEMORIES, max_size=25, unique_by=lambda card: card.card_id), st.floats(0, 900))
def test_a_plan_holds_each_card_once_and_no_more_than_its_minutes_and_one_card(cards, seconds):
    planned = PLANNER.plan(cards, TODAY, seconds)
    assert len(set(ids(planned))) == len(planned)
    assert sum(one.seconds for one in planned[:-1]) <= seconds
    assert all(one.gain > 0 for one in planned)
    assert planned == PLANNER.plan(cards[::-1], TODAY, seconds)


@pytest.mark.longer
def test_an_outlook_is_the_same_each_time_and_better_with_more_minutes():
    cards = [Candidate(number, number) for number in range(40)]
    outlooks = [PLANNER.outlook(cards, TODAY, minutes * 60) for minutes in (0, 0.5, 1, 3, 10)]
    assert outlooks == sorted(outlooks)
    assert outlooks[0] == 0
    assert outlooks[-1] > 0.95
    assert PLANNER.outlook(cards, TODAY, 60) == outlooks[2]
    assert PLANNER.outlook([], TODAY, 60) == 0


def test_without_practice_the_outlook_is_what_is_left_on_the_day():
    cards = [known(1, 30.0), known(2, 3.0)]
    assert PLANNER.outlook(cards, TODAY, 0) == pytest.approx((MODEL.recall(30, 26) + MODEL.recall(3, 26)) / 2)


# ---- against plain FSRS and against cramming, with true memories that the plan does not know


def practised(policy, seed, cards=40, days=21, seconds=90):
    """Let somebody with a memory of their own practise, and return their true recall on the day."""
    chance = Random(seed)
    truth = Formulas(tuple(weight * 1.2 ** chance.uniform(-1, 1) for weight in DEFAULT_WEIGHTS))
    seen, true = {number: Candidate(number, number) for number in range(cards)}, {}
    planner = Planner(Parameters(), days)
    for day in range(days):
        left = seconds
        for number in policy(planner, seen, day, seconds):
            if left <= 0:
                break
            card, elapsed = seen[number], day - seen[number].last_day
            recalled = card.stability is not None and chance.random() < truth.recall(true[number][0], elapsed)
            if card.stability is None:
                true[number], memory, left = truth.first(3), MODEL.first(3), left - Costs().new
            else:
                true[number] = truth.next(*true[number], elapsed, 3 if recalled else 1)
                memory = MODEL.next(card.stability, card.difficulty, elapsed, 3 if recalled else 1)
                left -= Costs().recalled if recalled else Costs().forgotten
            seen[number] = Candidate(number, number, *memory, day)
    return sum(truth.recall(state[0], days - seen[number].last_day) for number, state in true.items()) / cards


def by_plan(planner, seen, day, seconds):
    return ids(planner.plan(seen.values(), day, seconds))


def by_fsrs(_planner, seen, day, _seconds):
    met = [card for card in seen.values() if card.stability]
    due = [card for card in met if card.last_day + max(1, round(card.stability)) <= day]
    due.sort(key=lambda card: MODEL.recall(card.stability, day - card.last_day))
    return [card.card_id for card in (*due, *(card for card in seen.values() if not card.stability))]


def by_cramming(planner, seen, day, seconds):
    return by_plan(planner, seen, day, seconds) if day >= 18 else []


@pytest.mark.slow
@pytest.mark.parametrize("other", [by_fsrs, by_cramming])
def test_the_plan_is_ahead_by_more_than_chance(other):
    ahead = [practised(by_plan, seed) - practised(other, seed) for seed in range(40)]
    error = statistics.stdev(ahead) / len(ahead) ** 0.5
    assert statistics.mean(ahead) > 3 * error > 0
