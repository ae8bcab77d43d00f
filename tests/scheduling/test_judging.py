from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.scheduling.judging import judged
from quizapp.scheduling.state import Evidence, Rating, Rules, Source

RULES = Rules(ZoneInfo("UTC"))
NOON = RULES.start(20_000) + timedelta(hours=8)
DAY = timedelta(days=1)


def judge(*events):
    return list(judged(events, card_id=7, rules=RULES))


def test_only_answers_to_what_had_a_forecast_are_judged():
    answers = judge(
        Evidence(Rating.GOOD, NOON, log_id=1),  # new
        Evidence(Rating.GOOD, NOON + timedelta(minutes=10), log_id=2),  # in its steps
        Evidence(Rating.GOOD, NOON + 2 * DAY, log_id=3),
        Evidence(Rating.GOOD, NOON + 2 * DAY + timedelta(hours=1), Source.QUIZ, 4),  # does not count
        Evidence(Rating.AGAIN, NOON + 9 * DAY, Source.QUIZ, 5),
        Evidence(Rating.GOOD, NOON + 9 * DAY + timedelta(minutes=10), log_id=6),
    )
    assert [(one.at_place, one.recalled, one.elapsed) for one in answers] == [(3, True, 2), (5, False, 7)]
    assert [one.day for one in answers] == [20_002, 20_009]
    assert answers[0].predicted == pytest.approx(0.91, abs=0.02)
    assert [(one.reps, one.lapses) for one in answers] == [(2, 0), (3, 0)]


def test_an_empty_log_has_no_answers():
    assert judge() == []
