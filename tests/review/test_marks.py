from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.accounts.visitor import visitor_of
from quizapp.memory import services as memory
from quizapp.memory.postponing import postpone_cards
from quizapp.memory.services import Event, Learner, NothingToUndoError
from quizapp.review.marks import Deed, Mark, Step, Undone, mark_card, mark_of, offers_help, undo_last_step
from quizapp.review.queries import queue_of_day
from quizapp.scheduling.state import Rating, Rules

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def person(session, small_bank):
    return create_guest(session, now=NOW)


@pytest.fixture
def learner(person):
    return Learner(person.id, Rules(ZoneInfo("UTC")))


@pytest.fixture
def mark(session, learner):
    def mark(deed, card=1, at=NOW, event_id=None, **more):
        step = Step(Deed(deed), card, event_id or f"{deed}-{at:%d%H%M%S}-{card}", **more)
        return mark_card(session, learner, step, now=at)

    return mark


@pytest.fixture
def queue(session, person, learner):
    def queue(at=NOW):
        made = queue_of_day(session, visitor_of(person), learner, now=at)
        return [card.card_id for card in made.cards], (made.learning, made.review, made.new, made.learning_later)

    return queue


@pytest.fixture
def rows(session):
    """Return all that a step may change, as the database holds it."""

    def rows():
        tables = ("memory_states", "card_marks")
        texts = [sa.text(f"SELECT * FROM {table} ORDER BY learner_id, card_id") for table in tables]  # noqa: S608
        return [[tuple(row) for row in session.execute(text)] for text in texts]

    return rows


def test_marks_are_kept_each_beside_the_others(session, learner, mark):
    mark("flag", flag=3)
    mark("note", note="a rhyme")
    mark("bury")
    assert mark_of(session, learner.id, 1) == Mark(3, None, learner.rules.day(NOW), "a rhyme")
    mark("suspend")
    assert mark_of(session, learner.id, 1).suspended_at == NOW
    mark("unsuspend")
    assert mark_of(session, learner.id, 1) == Mark(3, None, None, "a rhyme")
    assert mark_of(session, learner.id, 2) == Mark()


def test_the_same_event_twice_is_one_step(mark):
    assert mark("flag", flag=1, event_id="event-0001")
    assert not mark("flag", flag=2, event_id="event-0001")


def test_a_buried_card_comes_back_tomorrow_and_a_suspended_one_does_not(mark, queue):
    first, second = queue()[0][:2]
    mark("bury", first)
    mark("suspend", second)
    assert not {first, second} & set(queue()[0])
    tomorrow = queue(NOW + DAY)[0]
    assert first in tomorrow
    assert second not in tomorrow


def test_a_due_card_is_out_of_the_way_too(session, learner, mark, queue):
    memory.record_review(session, learner, 1, Rating.AGAIN, Event("event-0001", NOW), now=NOW)
    assert 1 in queue(NOW + 5 * MINUTE)[0]
    mark("suspend")
    assert 1 not in queue(NOW + 5 * MINUTE)[0]


def test_help_is_offered_once_at_each_count(session, learner):
    def forget(lapses, at):
        for _ in range(lapses):
            for rating in (Rating.EASY, Rating.AGAIN):
                at += 400 * DAY
                event = Event(f"event-{at:%Y%m%d}", at)
                memory.record_review(session, learner, 1, rating, event, now=at)
        return at

    at = forget(7, NOW)
    assert not offers_help(session, learner, 1)
    at = forget(1, at)
    assert offers_help(session, learner, 1)
    assert not offers_help(session, learner, 1)
    at = forget(3, at)
    assert not offers_help(session, learner, 1)
    forget(1, at)
    assert offers_help(session, learner, 1)


@pytest.mark.longer
def test_nothing_is_taken_back_that_was_not_done_today(session, learner, mark):
    with pytest.raises(NothingToUndoError):
        undo_last_step(session, learner, "undo-0001", now=NOW)
    mark("bury")
    with pytest.raises(NothingToUndoError):
        undo_last_step(session, learner, "undo-0002", now=NOW + DAY)


@pytest.mark.longer
def test_steps_are_taken_back_newest_first_ratings_among_them(session, learner, mark):
    mark("flag", 1, NOW, flag=2)
    memory.record_review(session, learner, 2, Rating.GOOD, Event("event-0001", NOW + MINUTE), now=NOW + MINUTE)
    mark("bury", 3, NOW + 2 * MINUTE)
    undone = [undo_last_step(session, learner, f"undo-000{n}", now=NOW + 3 * MINUTE) for n in range(3)]
    assert undone == [Undone(Deed.BURY, 3), Undone(Deed.RATE, 2), Undone(Deed.FLAG, 1)]


@pytest.mark.longer
@pytest.mark.parametrize("seed", range(6))
def test_any_number_of_steps_taken_back_restores_rows_and_counts_one_by_one(session, learner, mark, queue, rows, seed):
    chance, now = Random(seed), NOW
    for card in (1, 2, 3):
        early = now - 5 * DAY
        memory.record_review(session, learner, card, Rating.EASY, Event(f"early-{card:04}", early), now=early)
    seen = []
    for number in range(14):
        seen.append((rows(), queue(NOW + 9 * timedelta(hours=1))))
        now += timedelta(seconds=chance.randint(1, 900))
        card, deed = chance.randint(1, 5), chance.choice(list(Deed))
        if deed is Deed.RATE:
            event = Event(f"event-{seed}-{number:04}", now)
            memory.record_review(session, learner, card, Rating(chance.randint(1, 4)), event, now=now)
        elif deed is Deed.POSTPONE:
            postpone_cards(session, learner, {1: 3, 2: card, 3: 0}, f"plan-{seed}-{number:04}", now=now)
        else:
            mark(deed, card, now, f"step-{seed}-{number:04}", flag=chance.randint(0, 4), note=f"note {number}")
    for number, before in enumerate(reversed(seen)):
        now += timedelta(seconds=1)
        undo_last_step(session, learner, f"undo-{seed}-{number:04}", now=now)
        assert (rows(), queue(NOW + 9 * timedelta(hours=1))) == before
