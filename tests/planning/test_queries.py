from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.accounts.visitor import visitor_of
from quizapp.memory.services import Learner
from quizapp.planning import queries, services
from quizapp.scheduling.day import day_of
from quizapp.scheduling.memory import preview
from quizapp.scheduling.placing import EVERY_DAY
from quizapp.scheduling.state import Rules

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
RULES = Rules(ZoneInfo("UTC"))
WEEK = [1, 1, 1, 1, 1, 0.5, 0]


@pytest.fixture
def learner(session, make_person):
    return Learner(make_person(), RULES)


def test_whoever_made_no_calendar_has_all_days_alike(session, learner):
    assert queries.study_calendar(session, learner.id) is None
    assert queries.calendar_of(session, learner.id) is EVERY_DAY


def test_a_calendar_comes_back_as_it_was_saved(session, learner):
    easter = (date(2026, 4, 3), date(2026, 4, 6))
    services.save_calendar(session, learner.id, WEEK, [easter], now=NOW)
    calendar = queries.calendar_of(session, learner.id)
    assert calendar.shares == (1, 1, 1, 1, 1, 0.5, 0)
    assert calendar.days_off == ((day_of(easter[0]), day_of(easter[1])),)
    assert calendar.share(day_of(date(2026, 4, 4))) == 0
    assert calendar.share(day_of(date(2026, 4, 11))) == 0.5


def test_only_what_can_be_moved_needs_to_know_the_days(session, learner, rate, cards_of):
    (card,) = cards_of("premier")
    choices = preview(None, at=NOW, card_id=card, rules=RULES)
    person = visitor_of(session.get_one(Person, learner.id))
    suspended = sa.select(sa.literal(0))
    ahead = queries.coming_days(session, person, choices, suspended).ahead(1)
    assert (ahead.today, dict(ahead.loads)) == (RULES.day(NOW), {})
    assert queries.coming_days(session, person, choices[:3], suspended) is None
