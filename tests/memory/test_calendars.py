"""A learner's days end at the roll-over hour in their class's time zone (law 7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.accounts.visitor import visitor_of
from quizapp.memory import crediting, queries
from quizapp.memory.access import learner_of, rules_of_app
from quizapp.memory.calendars import calendar_text, follow_calendars
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, learner_by_id, record_review
from quizapp.memory.weights import in_calendar
from quizapp.scheduling.state import Rating

NEW_YORK = calendar_text("America/New_York", 4)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def rules(app):
    return rules_of_app(app)


def rate(session, learner, card_id, at, rating=Rating.GOOD):
    return record_review(session, learner, card_id, rating, Event(f"event-{at.isoformat()}-{card_id}", at), now=at)


def test_a_calendar_is_a_zone_and_an_hour(rules):
    mine = in_calendar(rules, NEW_YORK)
    assert (mine.zone, mine.rollover_hour) == (ZoneInfo("America/New_York"), 4)
    assert in_calendar(rules, None) is rules
    assert in_calendar(rules, "Nowhere/Atlantis 4") == rules
    assert in_calendar(rules, "no calendar") == rules


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        (datetime(2026, 3, 7, 12, tzinfo=UTC), datetime(2026, 3, 8, 8, tzinfo=UTC)),  # New York's clocks go forward:
        (datetime(2026, 3, 8, 12, tzinfo=UTC), datetime(2026, 3, 9, 8, tzinfo=UTC)),  # 04:00 is 08:00 UTC from then on
        (datetime(2026, 3, 6, 12, tzinfo=UTC), datetime(2026, 3, 7, 9, tzinfo=UTC)),
        (datetime(2026, 10, 31, 12, tzinfo=UTC), datetime(2026, 11, 1, 9, tzinfo=UTC)),  # and back: 09:00 UTC again
        (datetime(2026, 10, 30, 12, tzinfo=UTC), datetime(2026, 10, 31, 8, tzinfo=UTC)),
    ],
)
def test_a_visitors_day_ends_by_their_classs_wall_clock_also_when_clocks_change(app, moment, ends):
    person = Person(id=7, role="student", name="A", session_stamp="s", shortcuts=True, calendar=NEW_YORK)
    person.new_per_day = person.reviews_per_day = 1
    person.is_admin = False
    with app.app_context():
        mine = learner_of(visitor_of(person)).rules
    today = mine.day(moment)
    assert mine.day(ends - timedelta(seconds=1)) == today
    assert mine.day(ends) == today + 1


@pytest.mark.longer
def test_a_change_of_calendar_replays_memories_so_that_a_rebuild_finds_no_difference(session, learner):
    rules = learner.rules
    for day, rating in ((0, Rating.GOOD), (1, Rating.GOOD), (3, Rating.HARD), (9, Rating.AGAIN), (10, Rating.GOOD)):
        rate(session, learner, 1, NOW + timedelta(days=day, hours=day), rating)
    rate(session, learner, 2, NOW, Rating.EASY)
    before = queries.memory_by_card(session, learner.id, 2)
    follow_calendars(session, {learner.id: NEW_YORK}, rules)
    after = queries.memory_by_card(session, learner.id, 2)
    assert (before.due_at.hour, after.due_at.hour) == (4, 8)  # 04:00 in New York's summer
    assert rebuild_memories(session, rules)[1] == []
    follow_calendars(session, {learner.id: None}, rules)
    assert queries.memory_by_card(session, learner.id, 2) == before
    assert rebuild_memories(session, rules)[1] == []


def test_a_rating_by_somebody_read_before_their_calendar_changed_follows_the_new_one(session, learner):
    stale = learner_by_id(session, learner.id, learner.rules)
    follow_calendars(session, {learner.id: NEW_YORK}, learner.rules)
    assert rate(session, stale, 1, NOW, Rating.EASY).due_at.hour == 8
    stale = learner_by_id(session, learner.id, learner.rules)
    follow_calendars(session, {learner.id: None}, learner.rules)
    assert rate(session, stale, 2, NOW, Rating.EASY).due_at.hour == 4
    assert rebuild_memories(session, learner.rules)[1] == []


def test_a_quiz_answer_foreseen_before_the_calendar_changed_is_replayed(session, learner):
    stale = learner_by_id(session, learner.id, learner.rules)
    foreseen = crediting.foresee_scores(session, stale, {1: 1.0}, at=NOW)
    follow_calendars(session, {learner.id: NEW_YORK}, learner.rules)
    crediting.record_foreseen(session, stale, foreseen, Event("late-quiz", NOW), now=NOW)
    assert rebuild_memories(session, learner.rules) == (1, [])
    assert queries.memory_by_card(session, learner.id, 1).due_at.hour in {8, 9}


def test_nothing_is_replayed_where_nothing_changes(session, learner, statements):
    follow_calendars(session, {learner.id: NEW_YORK}, learner.rules)
    with statements() as made:
        follow_calendars(session, {learner.id: NEW_YORK}, learner.rules)
    assert len(made) == 1
    assert session.scalar(sa.select(Person.calendar).where(Person.id == learner.id)) == NEW_YORK
