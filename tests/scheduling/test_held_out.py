from __future__ import annotations

import json
from dataclasses import replace

import pytest

from quizapp.scheduling.held_out import FEWEST_CLUSTERS, compare, first_day_held_out, held_out_from_json
from quizapp.scheduling.judging import Judged
from quizapp.scheduling.traces import Step


def answers(learners, days=12, predicted=0.8):
    """Return answers of which four in five are recalled, by learner."""
    return {
        learner: [
            Judged(day, 1_000 * learner + day, predicted, (day + learner) % 5 > 0, 3, 2, 0) for day in range(days)
        ]
        for learner in range(learners)
    }


def predicting(some, chance):
    return {learner: [replace(one, predicted=chance(one)) for one in group] for learner, group in some.items()}


def nearer_to_what_happened(one):
    return 0.95 if one.recalled else 0.5


def test_better_predictions_for_every_learner_are_better_with_all_of_the_interval():
    before = answers(10)
    held_out = compare(before, predicting(before, nearer_to_what_happened), from_day=6)
    assert held_out.is_better
    assert held_out.low <= held_out.change <= held_out.high < 0
    assert (held_out.drawn, held_out.clusters, held_out.answers) == ("learner", 10, 60)
    assert held_out.after < held_out.average < held_out.moving


def test_what_helps_some_and_harms_others_may_be_chance():
    before = answers(10)
    after = {learner: predicting({0: group}, nearer_to_what_happened if learner % 2 else lambda _one: 0.55)[0]
             for learner, group in before.items()}  # fmt: skip
    held_out = compare(before, after, from_day=6)
    assert held_out.low < 0 < held_out.high
    assert not held_out.is_better


def test_the_same_predictions_are_not_better():
    held_out = compare(answers(10), answers(10), from_day=6)
    assert (held_out.change, held_out.low, held_out.high, held_out.is_better) == (0, 0, 0, False)


@pytest.mark.longer
def test_with_few_learners_days_are_drawn_and_with_few_days_nothing_is_said():
    one = answers(1, days=80)
    by_day = compare(one, predicting(one, nearer_to_what_happened), from_day=20)
    assert (by_day.drawn, by_day.clusters, by_day.is_better) == ("day", 60, True)
    few = answers(FEWEST_CLUSTERS - 1)
    held_out = compare(few, predicting(few, nearer_to_what_happened), from_day=10)
    assert (held_out.low, held_out.high, held_out.is_better) == (None, None, False)


def test_few_answers_say_nothing_whoever_gave_them():
    before = answers(9)
    assert compare(before, predicting(before, nearer_to_what_happened), from_day=11).high is None


@pytest.mark.longer
def test_figures_are_the_same_each_time_and_after_they_were_kept():
    before = answers(10)
    after = predicting(before, nearer_to_what_happened)
    held_out = compare(before, after, from_day=6)
    assert held_out == compare(before, after, from_day=6)
    assert held_out_from_json(json.loads(json.dumps(held_out.as_json()))) == held_out


@pytest.mark.parametrize(("days", "first"), [((), 0), (range(8), 6), ((1, 1, 1, 9), 9), ((5, 5, 5, 5), 5)])
def test_the_newest_quarter_is_held_back_and_a_day_is_not_torn(days, first):
    trace = tuple(Step(3, 1, predicted=True, day=day, place=0) for day in days)
    learnt = Step(3, 0, predicted=False, day=99, place=0)
    assert first_day_held_out([trace, (learnt,)]) == first
