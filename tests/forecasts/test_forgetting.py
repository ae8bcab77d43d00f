from __future__ import annotations

from datetime import date

import pytest

from quizapp.forecasts.forgetting import AHEAD, days_ahead, forecast_of
from quizapp.forecasts.queries import TopicCurve

TODAY, MONDAY = date(2026, 11, 27), date(2026, 12, 1)


def test_the_day_asked_about_is_among_those_worked_out():
    assert days_ahead(TODAY, MONDAY) == [0, 1, 3, 4, 7, 14, 28, 56]
    assert days_ahead(TODAY, TODAY) == list(AHEAD)
    assert days_ahead(TODAY, date(2027, 11, 1))[-1] == 339


def curve(topic, met, first, asked):
    return TopicCurve(topic, met, (first, first, first, asked, asked, asked, asked, asked))


def test_shares_are_of_the_cards_met_and_the_most_forgotten_topic_stands_first():
    curves = [curve("csto", 10, 9.0, 7.5), curve("armenia", 4, 3.0, 2.0)]
    forecast = forecast_of(curves, {"csto": 10, "armenia": 5, "dates": 5}, 2, today=TODAY, on=MONDAY)
    assert (forecast.days[0], forecast.days[forecast.asked]) == (TODAY, MONDAY)
    assert [topic.topic for topic in forecast.topics] == ["armenia", "csto"]
    assert (forecast.topics[1].met, forecast.topics[1].of) == (10, 20)
    assert forecast.topics[1].shares[forecast.asked] == pytest.approx(0.75)
    assert (forecast.whole.met, forecast.whole.of) == (14, 40)
    assert forecast.whole.shares[0] == pytest.approx(12 / 14)
    assert forecast.whole.shares[forecast.asked] == pytest.approx(9.5 / 14)
    assert [line.name for line in forecast.chart.lines] == ["", "armenia", "csto"]


def test_three_topics_are_drawn_at_most_and_one_alone_is_all():
    curves = [curve(f"topic-{number}", 10, 9.0, 9.0 - number) for number in range(5)]
    forecast = forecast_of(curves, {}, 2, today=TODAY, on=MONDAY)
    assert [line.name for line in forecast.chart.lines] == ["", "topic-4", "topic-3", "topic-2"]
    alone = forecast_of(curves[:1], {}, 2, today=TODAY, on=MONDAY)
    assert [line.name for line in alone.chart.lines] == [""]


def test_of_nothing_there_is_no_forecast():
    forecast = forecast_of([], {"csto": 3}, 2, today=TODAY, on=MONDAY)
    assert (forecast.whole, forecast.topics, forecast.chart) == (None, (), None)
