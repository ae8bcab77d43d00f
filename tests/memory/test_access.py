from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from quizapp.accounts.models import Role
from quizapp.accounts.visitor import Visitor
from quizapp.app import create_app
from quizapp.config import read_settings
from quizapp.memory.access import learner_of, rules_of_app


@pytest.mark.longer
@pytest.mark.parametrize(("zone", "hour"), [("Asia/Yerevan", 4), ("UTC", 0)])
def test_the_rules_are_those_of_the_installation(settings, zone, hour):
    environ = {"QUIZAPP_DATA": str(settings.data_dir), "QUIZAPP_TIMEZONE": zone, "QUIZAPP_ROLLOVER_HOUR": str(hour)}
    rules = rules_of_app(create_app(read_settings(environ)))
    assert (rules.zone, rules.rollover_hour) == (ZoneInfo(zone), hour)


def test_a_visitor_is_the_learner_of_their_own_memory(app):
    visitor = Visitor(7, Role.STUDENT, "Ani", "stamp", shortcuts=True, new_per_day=1, reviews_per_day=1)
    with app.app_context():
        learner = learner_of(visitor)
    assert (learner.id, learner.rules) == (7, rules_of_app(app))
