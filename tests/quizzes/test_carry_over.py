from __future__ import annotations

import pytest


@pytest.fixture
def guest(app, small_bank, practice):
    app.config["WTF_CSRF_ENABLED"] = False
    return practice.Player(app, app.test_client())


@pytest.mark.longer
def test_signing_in_carries_attempts_over(guest, make_person, sign_in, stored):
    attempt = guest.start("at_end")
    guest.answer(attempt, "premier")
    person = make_person()
    sign_in(guest.client, person)
    assert guest.attempt(attempt).learner_id == person
    guest.answer(attempt, "brokered")
    guest.finish(attempt)
    assert guest.attempt(attempt).score == 2
    assert {learner for _id, learner in stored("review_log", "id", "learner_id")} == {person}


@pytest.mark.longer
def test_attempts_of_the_account_stay_beside_those_of_the_guest(guest, make_person, browse, practice, sign_in):
    person = make_person()
    before = practice.Player(guest.app, browse(person)).start()
    attempt = guest.start()
    sign_in(guest.client, person)
    assert {guest.attempt(one).learner_id for one in (before, attempt)} == {person}


@pytest.mark.longer
def test_a_page_sent_again_as_a_guest_does_not_keep_its_learner_from_signing_in(
    guest, make_person, browse, practice, sign_in
):
    person = make_person()
    practice.Player(guest.app, browse(person)).start(event_id="event-same")
    attempt = guest.start(event_id="event-same")
    sign_in(guest.client, person)
    assert guest.attempt(attempt).learner_id == person
    assert guest.client.get(f"/attempts/{attempt}/questions/1").status_code == 200


@pytest.mark.longer
def test_signing_in_to_one_account_leaves_the_attempts_of_another(guest, make_person, browse, practice, sign_in):
    other = practice.Player(guest.app, browse())
    theirs = other.start()
    owner = other.attempt(theirs).learner_id
    sign_in(guest.client, make_person())
    assert other.attempt(theirs).learner_id == owner
