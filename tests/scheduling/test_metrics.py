from __future__ import annotations

from math import log
from random import Random

import pytest

from quizapp.scheduling import metrics
from quizapp.scheduling.judging import Judged


def answer(predicted, recalled, elapsed=3, reps=2, lapses=0, place=0):
    return Judged(20_000, place, predicted, recalled, elapsed, reps, lapses)


def test_log_loss_is_the_mean_surprise_and_never_infinite():
    assert metrics.log_loss([True, False], [0.8, 0.8]) == pytest.approx(-(log(0.8) + log(0.2)) / 2)
    assert metrics.log_loss([True], [0.0]) == pytest.approx(-log(1e-6))
    assert metrics.log_loss([], []) == 0


@pytest.mark.parametrize(
    ("outcomes", "predictions", "area"),
    [
        ([True, False], [0.9, 0.1], 1),
        ([True, False], [0.1, 0.9], 0),
        ([True, False], [0.5, 0.5], 0.5),
        ([True, True, False, False], [0.9, 0.3, 0.3, 0.1], 0.875),
        ([True, True], [0.9, 0.1], None),
        ([], [], None),
    ],
)
def test_auc_counts_pairs_in_the_right_order_and_ties_by_half(outcomes, predictions, area):
    assert metrics.auc(outcomes, predictions) == area


def test_avg_says_the_mean_recall_for_everything():
    answers = [answer(0.9, recalled) for recalled in (True, True, True, False)]
    assert metrics.average(answers) == [0.75] * 4


def test_moving_avg_begins_at_1_2_and_follows_what_happens():
    predictions = metrics.moving_average([answer(0.9, True), answer(0.9, False), answer(0.9, False)])
    assert predictions[0] == pytest.approx(0.76852478)
    x = 1.2 + 0.3 * (1 - predictions[0])
    assert predictions[1] == pytest.approx(1 / (1 + 2.718281828459045**-x))
    assert predictions[2] < predictions[1]


def test_rmse_compares_means_within_bins_of_answers_alike():
    answers = [answer(0.5, True), answer(0.5, False), answer(0.5, True, elapsed=30), answer(0.5, True, elapsed=30)]
    quality = metrics.quality(answers, [one.predicted for one in answers])
    assert quality.rmse_bins == pytest.approx((2 * 0.5**2 / 4) ** 0.5)


def test_reliability_gathers_predictions_by_tenths():
    bins = metrics.reliability([answer(0.91, True), answer(0.95, False), answer(0.2, False), answer(1.0, True)])
    assert [(one.count, round(one.predicted, 2), round(one.recalled, 2)) for one in bins] == [
        (1, 0.2, 0.0),
        (3, 0.95, 0.67),
    ]


@pytest.mark.longer
def test_who_predicts_the_true_chances_beats_both_that_know_nothing():
    chance = Random(5)
    drawn = [chance.uniform(0.3, 1) for _ in range(3_000)]
    answers = [answer(p, chance.random() < p, elapsed=1 + number % 50) for number, p in enumerate(drawn)]
    known = metrics.quality(answers, drawn)
    for rival in (metrics.average(answers), metrics.moving_average(answers)):
        unknown = metrics.quality(answers, rival)
        assert known.log_loss < unknown.log_loss
        assert known.auc > unknown.auc
