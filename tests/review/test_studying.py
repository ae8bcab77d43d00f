from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizapp.accounts.services import create_guest
from quizapp.memory.cramming import record_cram
from quizapp.memory.services import Event, Learner, record_review
from quizapp.review.marks import Deed, Step, mark_card
from quizapp.review.studying import Which, Wish, pass_of, topics_and_banks, wish_of
from quizapp.scheduling.state import Rating, Rules

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SINCE = int(NOW.timestamp())


@pytest.fixture
def learner(session, small_bank):
    """Return a learner who has four cards in review, two of them due in eight days."""
    learner = Learner(create_guest(session, now=NOW).id, Rules(ZoneInfo("UTC")))
    for card in range(1, 5):
        then = NOW - timedelta(days=20 if card < 3 else 0)
        record_review(session, learner, card, Rating.EASY, Event(f"event-{card:04}", then), now=then)
    return learner


@pytest.fixture
def left(session, learner):
    return lambda now=NOW, **wish: set(pass_of(session, learner, Wish(since=SINCE, **wish), now=now).left)


@pytest.mark.longer
def test_cards_are_chosen_by_what_is_known_of_them(session, learner, left):
    every = left(which=Which.MET) | left(which=Which.NEW)
    assert left(which=Which.MET) == {1, 2, 3, 4}
    assert left(which=Which.DUE) == {1, 2}
    assert left(which=Which.HARD) == set()
    assert len(every) == 12
    assert left(topic="about-premier", which=Which.NEW) | left(topic="about-premier") < every
    assert left(bank="small") == {1, 2, 3, 4}
    assert left(bank="none") == set()
    prime = left(which=Which.NEW, words="MINISTER prime") | left(words="MINISTER prime")
    assert prime == left(which=Which.NEW, topic="about-premier") | left(topic="about-premier")
    assert left(which=Which.NEW, words="100%_") == set()
    mark_card(session, learner, Step(Deed.FLAG, 3, "flag-0001", flag=2), now=NOW)
    mark_card(session, learner, Step(Deed.SUSPEND, 1, "suspend-0001"), now=NOW)
    assert left(flag=2) == {3}
    assert left() == {2, 3, 4}


@pytest.mark.longer
def test_each_card_comes_until_it_was_known_once_and_what_was_forgotten_comes_last(session, learner):
    wish, later = Wish(since=SINCE), NOW + timedelta(minutes=1)
    order = pass_of(session, learner, wish, now=NOW).left
    assert order == pass_of(session, learner, wish, now=later).left
    for number, (card, rating) in enumerate([(order[0], Rating.AGAIN), (order[1], Rating.GOOD)]):
        record_cram(session, learner, card, rating, Event(f"cram-000{number}", later), now=later)
    found = pass_of(session, learner, wish, now=later)
    assert (found.left, found.cards, found.first_try) == ((*order[2:], order[0]), 4, 1)
    record_cram(session, learner, order[0], Rating.GOOD, Event("cram-0003", later), now=later)
    found = pass_of(session, learner, wish, now=later)
    assert (found.left, found.first_try) == (order[2:], 1)
    assert len(pass_of(session, learner, Wish(since=SINCE + 3_600), now=later).left) == 4


def test_a_wish_goes_through_an_address():
    wish = Wish(Which.DUE, "small", "about-premier", 3, "prime 100%", SINCE)
    assert wish_of({name: str(value) for name, value in wish.as_query().items()}, NOW) == wish
    assert wish_of({}, NOW) == Wish(since=SINCE)
    assert wish_of({"which": "evil", "flag": "9", "since": "²"}, NOW) == Wish(since=SINCE)


def test_what_can_be_chosen_is_listed(session, small_bank):
    topics, banks = topics_and_banks(session)
    assert "about-premier" in topics
    assert banks == [("small", "A small bank")]
