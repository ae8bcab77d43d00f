from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.insights.explaining import explain
from quizapp.memory.queries import LoggedEvent
from quizapp.scheduling.state import Evidence, Parameters, Rating, Rules, Source

RULES = Rules(ZoneInfo("UTC"), parameters=Parameters(fuzz=False))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def logged(log_id, rating, at, *, late=timedelta(0), taken_back=False, source=Source.REVIEW):
    return LoggedEvent(Evidence(rating, at, source, log_id), None, None, at + late, taken_back)


def explained(*log, now=NOON + DAY):
    return explain(log, card_id=7, rules=RULES, now=now)


def test_the_newest_event_comes_first_and_the_card_stands_where_it_led():
    story = explained(logged(1, Rating.EASY, NOON), logged(2, Rating.GOOD, NOON + 8 * DAY), now=NOON + 10 * DAY)
    assert [told.logged.evidence.log_id for told in story.told] == [2, 1]
    standing = story.standing
    assert standing.memory == story.told[0].step.after
    assert standing.due_on == date(2026, 3, 10) + timedelta(days=standing.memory.interval_days)
    assert standing.days_left == standing.memory.interval_days - 2
    assert standing.recall_when_due == pytest.approx(0.9, abs=0.003)
    assert standing.recall_when_due < standing.recall_now < 1


def test_a_card_in_its_steps_is_due_from_a_moment_on():
    first = logged(1, Rating.AGAIN, NOON)
    assert explained(first, now=NOON + timedelta(seconds=30)).standing.is_due is False
    assert explained(first, now=NOON + DAY).standing.is_due is True


def test_what_was_taken_back_is_told_and_does_nothing():
    story = explained(logged(1, Rating.GOOD, NOON), logged(2, Rating.AGAIN, NOON + DAY, taken_back=True))
    assert [told.step is None for told in story.told] == [True, False]
    assert story.standing.memory == story.told[1].step.after
    assert explained(logged(1, Rating.GOOD, NOON, taken_back=True)).standing is None


def test_a_late_event_is_told_as_late():
    story = explained(logged(1, Rating.GOOD, NOON, late=timedelta(minutes=4)), logged(2, Rating.GOOD, NOON, late=DAY))
    assert [told.late for told in story.told] == [True, False]


def test_the_formula_has_the_models_own_figures():
    story = explained(logged(1, Rating.EASY, NOON))
    stability = story.standing.memory.stability
    assert (1 + story.factor * 8 / stability) ** -story.decay == pytest.approx(story.standing.recall_when_due)
