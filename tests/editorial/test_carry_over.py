from __future__ import annotations


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
