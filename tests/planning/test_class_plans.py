from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Bank
from quizapp.memory.access import rules_of_app
from quizapp.planning import class_plans, services
from quizapp.planning.class_plans import Paces, forecast_class
from quizapp.planning.services import ExamTerms
from quizapp.scheduling.day import day_of

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
TODAY = day_of(NOW.date())


@pytest.fixture
def people(make_person, small_bank):
    """Make people before the test's own transaction keeps others from writing."""
    return [make_person() for _number in range(8)]


@pytest.fixture
def exam(session, people):
    terms = ExamTerms("Unit 1", (NOW + timedelta(days=21)).date(), 4, frozenset(session.scalars(sa.select(Bank.id))))
    return services.set_exam(session, people[7], terms, now=NOW)


@pytest.fixture
def forecast(app, session, exam):
    return lambda people: forecast_class(session, rules_of_app(app), exam, people, TODAY)


@pytest.mark.longer
def test_nobody_and_nothing_promise_nothing(session, exam, forecast, people):
    assert forecast([]) is None
    services.change_exam(session, exam, ExamTerms("Unit 1", exam.held_on, 4, frozenset()))
    assert forecast(people) is None


@pytest.mark.longer
def test_a_small_class_shows_its_mean_and_no_more(forecast, people, record, card):
    people = people[:4]
    for person in people:
        record(person, card("premier"), 4, NOW - timedelta(days=2))
    found = forecast(people)
    assert (found.students, found.looked_at, found.bands, found.paces) == (4, 4, (), None)
    assert 0 < found.unaided < found.now < 1 / found.cards
    assert found.planned > 0.5


@pytest.mark.longer
def test_who_left_it_out_gains_nothing_by_the_plan(session, exam, forecast, people):
    people, other = people[:6], people[6]
    everybody = forecast(people).planned
    services.choose_pace(session, exam.id, people[0], 4, follows=False)
    services.choose_pace(session, exam.id, people[1], 30, follows=True)
    services.choose_pace(session, exam.id, people[2], 4, follows=True)
    services.choose_pace(session, exam.id, other, 4, follows=False)  # of somebody else's
    found = forecast(people)
    assert found.paces == Paces(as_proposed=4, own=1, left_out=1)
    assert (sum(found.bands), found.bands[0]) == (6, 1)
    assert found.unaided == found.now == 0
    assert found.planned != everybody


@pytest.mark.longer
def test_of_many_students_some_are_looked_at_by_as_many_statements(
    monkeypatch, forecast, people, record, card, statements
):
    monkeypatch.setattr(class_plans, "_MOST_STUDENTS", 3)
    people = people[:7]
    for person in people:
        record(person, card("premier"), 3, NOW)
    with statements() as few:
        forecast(people[:2])
    with statements() as many:
        found = forecast(people)
    assert (found.students, found.looked_at) == (7, 3)
    assert len(few) == len(many) <= 7
