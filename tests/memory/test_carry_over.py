from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts.services import create_guest
from quizapp.memory import crediting, queries, services
from quizapp.memory.carry_over import carry_over_evidence
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, Learner
from quizapp.scheduling.state import Rating

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def owner(session, learner):
    """Return the account that the learner of these tests, a guest, signs in to."""
    return Learner(create_guest(session, now=NOW).id, learner.rules)


def test_the_account_remembers_what_the_guest_did(session, learner, owner, review):
    memory = review(1, 3)
    crediting.record_scores(session, learner, {2: 0.5}, Event("quiz-one", NOW), now=NOW)
    carry_over_evidence(session, learner.id, owner, now=NOW + DAY)
    assert queries.memory_by_card(session, owner.id, 1) == memory
    assert queries.evidence_of_card(session, owner.id, 2)[0].rating == Rating.HARD


def test_both_histories_are_replayed_together_in_order_of_time(session, learner, owner, review):
    services.record_review(session, owner, 1, Rating.GOOD, Event("own-first", NOW - DAY), now=NOW - DAY)
    services.record_review(session, owner, 1, Rating.GOOD, Event("own-third", NOW + DAY), now=NOW + DAY)
    review(1, 1, NOW)
    carry_over_evidence(session, learner.id, owner, now=NOW + 2 * DAY)
    evidence = sorted(queries.evidence_of_card(session, owner.id, 1), key=lambda event: event.at)
    assert [event.rating for event in evidence] == [3, 1, 3]
    assert queries.memory_by_card(session, owner.id, 1).reps == 3
    assert rebuild_memories(session, owner.rules)[1] == []


@pytest.mark.longer
def test_what_the_guest_took_back_is_not_carried_over(session, learner, owner, review):
    review(1, 1)
    services.undo_last_review(session, learner, "event-undo", now=NOW)
    carry_over_evidence(session, learner.id, owner, now=NOW)
    assert queries.evidence_of_card(session, owner.id, 1) == []
    assert queries.memory_by_card(session, owner.id, 1) is None


def test_carrying_over_twice_changes_nothing(session, learner, owner, review, rows):
    review(1, 3)
    carry_over_evidence(session, learner.id, owner, now=NOW)
    before = rows()
    carry_over_evidence(session, learner.id, owner, now=NOW + DAY)
    assert rows() == before
    assert len(queries.evidence_of_card(session, owner.id, 1)) == 1


@pytest.mark.longer
def test_signing_in_carries_ratings_over(app, client, cards_of, make_person, sign_in, stored):
    card = cards_of("premier")[0]
    client.post(f"/review/cards/{card}", data={"rating": "3", "event_id": "event-0001"})
    person = make_person()
    sign_in(client, person)
    assert (person, card) in stored("memory_states", "learner_id", "card_id")
    assert {event for _who, event in stored("review_log", "learner_id", "event_id")} == {"event-0001"}


@pytest.mark.longer
def test_signing_up_keeps_the_same_person(app, client, cards_of, stored):
    card = cards_of("premier")[0]
    client.post(f"/review/cards/{card}", data={"rating": "3", "event_id": "event-0001"})
    client.post("/sign-up", data={"name": "Ani", "password": "a long enough password"})
    assert stored("people", "id", "role", "name") == [(1, "student", "Ani")]
    assert stored("memory_states", "learner_id", "card_id") == [(1, card)]
