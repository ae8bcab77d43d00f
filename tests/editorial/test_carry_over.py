from __future__ import annotations

import pytest


@pytest.mark.longer
def test_what_a_guest_reported_is_theirs_when_they_sign_in(app, small_bank, practice, make_person, stored):
    app.config["WTF_CSRF_ENABLED"] = False
    guest = practice.Player(app, app.test_client())
    attempt = guest.start()
    guest.answer(attempt, "surname", ("Mirzoyan",))
    guest.client.post(f"{guest.path(attempt, 'surname')}/report", data={"reason": "key", "text": "As a guest."})
    assert "As a guest." in guest.client.get("/reports/mine").text
    ani = make_person(name="Ani")
    guest.client.post("/sign-in", data={"name": "Ani", "password": "a long enough password"})
    assert stored("reports", "learner_id") == [(ani,)]
    assert "As a guest." in guest.client.get("/reports/mine").text


@pytest.mark.longer
def test_a_card_that_a_guest_and_their_account_both_reported_stays_reported_by_both(
    app, small_bank, practice, make_person, stored, browse
):
    app.config["WTF_CSRF_ENABLED"] = False
    ani = make_person(name="Ani")
    browse(ani).post("/review/cards/1/report", data={"reason": "key"})
    guest = app.test_client()
    guest.post("/review/begin")
    guest.post("/review/cards/1/report", data={"reason": "mine"})
    guest.post("/review/cards/2/report", data={"reason": "mine"})
    before = dict(stored("reports", "id", "learner_id"))
    guest.post("/sign-in", data={"name": "Ani", "password": "a long enough password"})
    assert dict(stored("reports", "id", "learner_id")) == before | {3: ani}
