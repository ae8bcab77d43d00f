from __future__ import annotations

import json
from dataclasses import replace

import pytest

from quizapp.scheduling.judging import Judged
from quizapp.scheduling.summing import FEWEST_ANSWERS, summarise, summary_from_json


def answers(count, first_day=0):
    return [Judged(first_day + n, n, 0.9 if n % 4 else 0.3, bool(n % 4), 3, 2, 0) for n in range(count)]


def test_a_group_is_summed_up_beside_two_that_know_nothing():
    summary = summarise({1: answers(40), 2: answers(20, first_day=30), 3: []})
    assert (summary.learners, summary.answers, summary.first_day, summary.last_day) == (2, 60, 0, 49)
    assert summary.beats_both
    assert summary.model.log_loss < summary.average.log_loss < summary.moving.log_loss
    assert sum(one.count for one in summary.bins) == 60
    assert [one.learners for one in summary.bins] == [2, 2]
    assert summary_from_json(json.loads(json.dumps(summary.as_json()))) == summary


def test_moving_avg_begins_anew_with_each_learner():
    apart = summarise({1: answers(40), 2: answers(40)})
    alone = summarise({1: answers(40)})
    assert apart.moving.log_loss == pytest.approx(alone.moving.log_loss)


def test_few_answers_are_not_judged_by():
    summary = summarise({1: answers(FEWEST_ANSWERS - 1)})
    assert (summary.model, summary.average, summary.moving, summary.beats_both) == (None, None, None, False)
    assert summary_from_json(json.loads(json.dumps(summary.as_json()))) == summary
    assert summarise({}).answers == 0


def test_a_model_that_says_what_the_mean_says_does_not_beat_it():
    same = [replace(one, predicted=0.75) for one in answers(40)]
    assert not summarise({1: same}).beats_both
