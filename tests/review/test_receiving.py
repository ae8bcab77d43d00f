from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.memory.models import ReviewEvent
from quizapp.memory.queries import memory_by_card
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Learner
from quizapp.review.device_clock import Told
from quizapp.review.receiving import Receipt, Refusal, Sender, SentEvent, receive_events
from quizapp.scheduling.memory import review as scheduled
from quizapp.scheduling.state import Rating, Rules

NOW = datetime(2026, 3, 20, 20, tzinfo=UTC)
RULES = Rules(ZoneInfo("UTC"))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GIVEN = range(1, 9)


@pytest.fixture
def sender(session, small_bank):
    return Sender(Learner(create_guest(session, now=NOW - 30 * DAY).id, RULES), NOW - 30 * DAY)


@pytest.fixture
def send(session, sender):
    def send(*events, given=GIVEN, now=NOW):
        return receive_events(session, sender, events, given, now=now)

    return send


def rated(number, card=1, rating=3, ago=HOUR, now=NOW, **more):
    sent = round(now.timestamp() * 1000)
    told = Told(sent - round(ago.total_seconds() * 1000), sent)
    return SentEvent(f"event-{number:04}", told, card, Rating(rating), **more)


def undone(number, undoes, ago=MINUTE):
    sent = round(NOW.timestamp() * 1000)
    return SentEvent(f"event-{number:04}", Told(sent - round(ago.total_seconds() * 1000), sent), undoes=undoes)


def log(session, *names):
    columns = [getattr(ReviewEvent, name) for name in names]
    return [tuple(row) for row in session.execute(sa.select(*columns).order_by(ReviewEvent.id))]


def nothing_differs(session):
    return rebuild_memories(session, RULES)[1] == []


def test_ratings_are_kept_in_their_own_time_and_acknowledged_one_by_one(session, sender, send):
    receipts = send(rated(1, 1, 3, 3 * HOUR), rated(2, 2, 1, HOUR, duration_ms=900))
    assert receipts == [Receipt("event-0001"), Receipt("event-0002")]
    assert log(session, "card_id", "rating", "at", "recorded_at", "duration_ms", "told_at") == [
        (1, 3, NOW - 3 * HOUR, NOW, None, None),
        (2, 1, NOW - HOUR, NOW, 900, None),
    ]
    expected = scheduled(None, Rating.GOOD, at=NOW - 3 * HOUR, card_id=1, rules=RULES)
    assert memory_by_card(session, sender.learner.id, 1) == expected


def test_the_same_event_again_is_acknowledged_and_counts_once(session, send):
    for _ in range(3):
        assert send(rated(1)) == [Receipt("event-0001")]
    assert len(log(session, "id")) == 1
    assert nothing_differs(session)


def test_a_card_that_was_rated_elsewhere_while_it_lay_open_here_is_one_meeting(session, send):
    second = timedelta(seconds=1)
    assert send(rated(1, ago=0 * MINUTE, duration_ms=5_000)) == [Receipt("event-0001")]
    later = NOW + 10 * second
    meanwhile = rated(2, ago=second, now=later, duration_ms=30_000)
    assert send(meanwhile, now=later) == [Receipt("event-0002", Refusal.RATED_ELSEWHERE)]
    assert send(rated(1, ago=11 * second, now=later, duration_ms=5_000), now=later) == [Receipt("event-0001")]
    assert log(session, "event_id") == [("event-0001",)]
    assert nothing_differs(session)


@pytest.mark.parametrize(
    ("ago", "took_ms", "offline"),
    [
        pytest.param(1, 5_000, False, id="it was shown after that"),
        pytest.param(1, None, False, id="nobody knows when it was shown"),
        pytest.param(1, 30_000, True, id="it was given without a network, where both count"),
        pytest.param(60, 120_000, False, id="it waited, as without a network"),
    ],
)
def test_another_meeting_with_a_card_counts(session, send, ago, took_ms, offline):
    later = NOW + 10 * timedelta(seconds=1)
    send(rated(1, ago=0 * MINUTE))
    second = rated(2, ago=timedelta(seconds=ago), now=later, duration_ms=took_ms, offline=offline)
    receipts = send(second, now=later)
    assert receipts == [Receipt("event-0002")]
    assert len(log(session, "id")) == 2
    assert nothing_differs(session)


def test_a_card_that_came_back_meanwhile_is_another_meeting(session, send):
    send(rated(1, rating=1, ago=0 * MINUTE))  # its step takes a minute
    later = NOW + 40 * MINUTE
    again = rated(2, ago=0 * MINUTE, now=later, duration_ms=3_000_000)
    assert send(again, now=later) == [Receipt("event-0002")]
    assert len(log(session, "id")) == 2
    assert nothing_differs(session)


def test_a_device_whose_clock_is_fast_on_a_slow_network_meets_its_card_twice(session, send):
    fast, second = timedelta(seconds=90), timedelta(seconds=1)
    sent = NOW + 65 * second  # at the first try that came through
    first = rated(1, rating=1, ago=65 * second, now=sent + fast)
    assert send(first, now=sent) == [Receipt("event-0001")]
    later = NOW + 72 * second
    assert send(rated(2, ago=0 * MINUTE, now=later + fast, duration_ms=10_000), now=later) == [Receipt("event-0002")]


def test_a_card_whose_rating_was_taken_back_is_rated_again(session, send):
    later = NOW + timedelta(seconds=10)
    send(rated(1, ago=0 * MINUTE), undone(2, "event-0001", ago=0 * MINUTE))
    assert send(rated(3, ago=0 * MINUTE, now=later, duration_ms=30_000), now=later) == [Receipt("event-0003")]


def test_an_event_with_an_impossible_time_is_kept_with_what_was_told(session, send):
    send(rated(1, ago=-DAY))
    assert log(session, "at", "told_at") == [(NOW, NOW + DAY)]


def test_two_devices_on_one_card_give_what_the_order_of_time_gives(session, sender, send):
    phone = [rated(1, 1, 3, 3 * DAY), rated(2, 1, 4, 3 * DAY - 20 * MINUTE), rated(3, 1, 1, HOUR)]
    laptop = [rated(11, 1, 3, 3 * DAY - 10 * MINUTE), rated(12, 1, 2, 2 * HOUR)]
    send(*phone)
    send(*laptop)
    assert len(log(session, "id")) == 5
    memory = None
    for one in sorted([*phone, *laptop], key=lambda event: event.told.at_ms):
        at = datetime.fromtimestamp(one.told.at_ms / 1000, UTC)
        memory = scheduled(memory, one.rating, at=at, card_id=1, rules=RULES)
    assert memory_by_card(session, sender.learner.id, 1) == memory
    assert nothing_differs(session)


@pytest.mark.longer
@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_order_of_arrival_the_state_is_the_same(session, sender, send, seed):
    rng = Random(seed)
    events = [
        rated(number, rng.choice((1, 2)), rng.randint(1, 4), timedelta(minutes=rng.randint(1, 20_000)))
        for number in range(14)
    ]
    shuffled = rng.sample(events, len(events))
    while shuffled:
        size = rng.randint(1, 5)
        send(*shuffled[:size], *rng.sample(events, 1))
        del shuffled[:size]
    assert sorted(log(session, "event_id")) == [(one.event_id,) for one in events]
    assert nothing_differs(session)


def test_a_card_that_is_not_asked_any_more_is_refused_and_the_others_are_kept(session, send):
    receipts = send(rated(1, 1), rated(2, 999), rated(3, 2))
    assert receipts == [Receipt("event-0001"), Receipt("event-0002", Refusal.GONE), Receipt("event-0003")]
    assert [card for (card,) in log(session, "card_id")] == [1, 2]


def test_what_was_kept_before_its_card_went_is_acknowledged(session, send):
    send(rated(1))
    assert send(rated(1), given=()) == [Receipt("event-0001")]


def test_what_is_no_event_is_refused(session, send):
    assert send(SentEvent("event-0001", Told(0, 0), 1)) == [Receipt("event-0001", Refusal.MALFORMED)]
    assert log(session, "id") == []


def test_a_rating_is_taken_back_by_the_device_that_gave_it(session, sender, send):
    send(rated(1, 1, 3, DAY), rated(2, 1, 1))
    assert send(undone(3, "event-0002")) == [Receipt("event-0003")]
    expected = scheduled(None, Rating.GOOD, at=NOW - DAY, card_id=1, rules=RULES)
    assert memory_by_card(session, sender.learner.id, 1) == expected
    assert nothing_differs(session)


def test_taking_back_is_acknowledged_however_often_it_comes(session, send):
    send(rated(1), undone(2, "event-0001"))
    assert send(undone(2, "event-0001"), undone(3, "event-0001")) == [Receipt("event-0002"), Receipt("event-0003")]
    assert len(log(session, "id")) == 2


def test_what_is_not_there_cannot_be_taken_back(session, send):
    assert send(undone(1, "event-none")) == [Receipt("event-0001", Refusal.NOTHING_TO_UNDO)]
    assert log(session, "id") == []


def test_help_is_offered_once_where_a_card_is_forgotten_again_and_again(send):
    events, number = [], 0
    for day in range(12, 0, -1):
        for rating, later in ((4, 0), (1, 60)):
            number += 1
            events.append(rated(number, 1, rating, day * 2 * DAY - timedelta(minutes=later)))
    receipts = send(*events)
    hard = [receipt.event_id for receipt in receipts if receipt.hard_card == 1]
    assert hard
    assert all(receipt.hard_card is None for receipt in send(*events))
