from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.accounts.services import create_guest
from quizapp.memory import summaries
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating

DAY = timedelta(days=1)


@pytest.fixture
def klass(session, learner, start):
    """Four learners; each recalled two cards on more days than the one before."""
    people = [learner, *(Learner(create_guest(session, now=start).id, learner.rules) for _ in range(3))]
    for number, one in enumerate(people):
        for card in (1, 2):
            for turn in range(number + 1):
                at = start + 40 * turn * DAY
                event = Event(f"event-{card}-{turn}", at)
                record_review(session, one, card, Rating.EASY, event, now=at)
    return people


def test_a_group_is_told_from_everyone(session, klass):
    ids = [one.id for one in klass]
    assert set(summaries.logs_of_group(session, None)) == set(ids)
    assert set(summaries.logs_of_group(session, ids[1:3])) == set(ids[1:3])
    summary = summaries.summary_of_group(session, klass[0].rules, ids[2:])
    assert (summary.learners, summary.answers) == (2, 10)
    assert summaries.summary_of_group(session, klass[0].rules).learners == 3


def test_of_a_long_log_whole_learners_are_drawn_the_same_each_time(session, klass):
    drawn = summaries.drawn_learners(session, None, 9)
    assert drawn == summaries.drawn_learners(session, None, 9)
    assert 0 < len(drawn) < 4
    logs = summaries.logs_of_group(session, None, 9)
    assert sorted(logs) == sorted(drawn)
    events = [len(events) for cards in logs.values() for events in cards.values()]
    assert sum(events) <= 9
    assert summaries.drawn_learners(session, None, 1_000) is None


def test_the_newest_summary_takes_the_place_of_those_before(session, klass, start):
    assert summaries.newest_summary(session) is None
    summary = summaries.summary_of_group(session, klass[0].rules)
    summaries.keep_summary(session, summary, now=start)
    summaries.keep_summary(session, summary, now=start + DAY)
    kept = summaries.newest_summary(session)
    assert (kept.at, kept.summary) == (start + DAY, summary)
