"""Signing in: throttled, equally slow for every name, and ended where a password changes."""

from __future__ import annotations

import re

import argon2._password_hasher
import pytest

import quizapp.accounts.views
from quizapp.accounts.passwords import hash_password
from quizapp.accounts.people import set_password
from quizapp.accounts.queries import person_by_sign_in_name
from quizapp.clock import utcnow
from quizapp.db import db

pytestmark = pytest.mark.slow

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
UNNAMED = "No account has this name and password."


@pytest.fixture
def throttled(make_app):
    return make_app(rate_limits=True)


def _fail(visitor, name, times, **more):
    return [visitor.sign_in(name, "not this one", **more).status_code for _try in range(times)]


def test_the_eleventh_failing_try_is_refused(throttled, acting):
    assert _fail(acting(throttled), "student", 11) == [401] * 10 + [429]


def test_a_refusal_holds_for_the_right_password_too_and_for_every_spelling_of_the_name(throttled, acting, world):
    visitor = acting(throttled)
    _fail(visitor, "student", 10)
    for name in ("student", "STUDENT", "  Student "):
        reply = acting(throttled).sign_in(name, world.password)
        assert reply.status_code == 429
        assert int(reply.headers["Retry-After"]) > 0


def test_a_refusal_says_how_long_and_who_helps_and_a_new_password_comes_in_at_once(throttled, acting, world):
    visitor = acting(throttled)
    _fail(visitor, "student", 10)
    refused = visitor.sign_in("student", world.password)
    assert re.search(r"Try again in [45] minutes\.", refused.text)
    assert "that lets you in at once" in refused.text
    with throttled.app_context():
        person = person_by_sign_in_name(db.session(), "student")
        set_password(db.session(), person, hash_password("a new one from the teacher"), now=utcnow())
        db.session.commit()
    assert visitor.sign_in("student", "not this one").status_code == 401
    assert visitor.sign_in("student", "a new one from the teacher").status_code == 302


def test_whoever_tries_a_password_on_many_names_is_slowed_by_their_address(throttled, acting, world, monkeypatch):
    monkeypatch.setattr(quizapp.accounts.views, "FAILURES_OF_AN_ADDRESS", "5 per hour")
    statuses = [acting(throttled).sign_in(f"name {number}", "not this one").status_code for number in range(6)]
    assert statuses == [401] * 5 + [429]
    assert acting(throttled).sign_in("student", world.password, environ_base=ELSEWHERE).status_code == 302


def test_passwords_cannot_be_guessed_by_signing_up_either(throttled, acting, world):
    """A name that is taken counts as a password that failed; with another one, one signs up from the same address."""
    sent = {"name": "student", "password": "not this one"}
    statuses = [acting(throttled).post("/sign-up", sent).status_code for _try in range(11)]
    assert statuses == [422] * 10 + [429]
    assert acting(throttled).post("/sign-up", sent | {"name": "STUDENT"}).status_code == 429
    assert acting(throttled).post("/sign-up", sent | {"name": "somebody new"}).status_code == 302


def test_another_account_signs_in_from_the_same_address(throttled, acting, world):
    _fail(acting(throttled), "student", 11)
    assert acting(throttled).sign_in("other", world.password).status_code == 302


def test_the_same_account_signs_in_from_another_address(throttled, acting, world):
    _fail(acting(throttled), "student", 11, environ_base=ELSEWHERE)
    assert acting(throttled).sign_in("student", world.password).status_code == 302


def test_what_a_client_says_of_its_own_address_is_not_believed(throttled, acting):
    visitor = acting(throttled)
    statuses = [
        visitor.sign_in("student", "not this one", headers={"X-Forwarded-For": f"192.0.2.{number}"}).status_code
        for number in range(11)
    ]
    assert statuses[-1] == 429


def test_signing_in_rightly_is_never_throttled(throttled, acting, world):
    for _time in range(12):
        assert acting(throttled).sign_in("student", world.password).status_code == 302


def test_forms_left_empty_do_not_count_as_tries(throttled, acting, world):
    visitor = acting(throttled)
    for _time in range(12):
        visitor.post("/sign-in", {"name": "student", "password": ""})
    assert visitor.sign_in("student", world.password).status_code == 302


def test_an_unknown_name_and_a_wrong_password_get_the_same_words(act, canaries):
    unknown, wrong = act("anonymous").sign_in("nobody", "wrong"), act("anonymous").sign_in("student", "wrong")
    assert UNNAMED in unknown.text
    assert canaries.unmasked(unknown.text).replace("nobody", "student") == canaries.unmasked(wrong.text)


def test_an_unknown_name_takes_the_same_work_as_a_wrong_password(act, monkeypatch):
    """Count the slow hashes, which are all of the time, and not the time."""
    act("anonymous").sign_in("nobody", "not this one")  # makes nobody's hash, once
    checked, verify = [], argon2._password_hasher.verify_secret
    monkeypatch.setattr(
        argon2._password_hasher, "verify_secret", lambda *given: checked.append(given[0][:31]) or verify(*given)
    )
    for name in ("nobody", "student", "instructor"):
        assert act("anonymous").sign_in(name, "not this one").status_code == 401
    assert len(checked) == 3
    assert len(set(checked)) == 1, "at the same cost"


@pytest.mark.parametrize("name", ["student'--", "' OR 1=1 --", "%", "student\x00", "s" * 100_000, "\ud7ff", "{{7*7}}"])
def test_a_strange_name_is_just_nobodys(act, name):
    reply = act("anonymous").sign_in(name, "not this one")
    assert reply.status_code == 401
    assert ">49<" not in reply.text


def test_changing_the_password_ends_every_other_session(app, act, world):
    here, elsewhere = act("student"), act("anonymous")
    elsewhere.sign_in("student", world.password)  # a sign-in of its own, as on another device
    new = "a longer and better one"
    assert here.get("/settings/password").status_code == elsewhere.get("/settings/password").status_code == 200
    sent = {"current": world.password, "password": new, "again": new}
    assert here.post("/settings/password", sent).location == "/settings"
    assert here.get("/settings/password").status_code == 200
    assert elsewhere.get("/settings/password").status_code == 302
    assert act("anonymous").sign_in("student", world.password).status_code == 401
    assert act("anonymous").sign_in("student", new).status_code == 302


def test_setting_a_password_on_the_server_ends_every_session(app, act, world):
    before = act("student")
    assert before.get("/settings/password").status_code == 200
    runner = app.test_cli_runner()
    from quizapp.accounts.cli import user_group  # noqa: PLC0415 - only this test speaks to the command line

    result = runner.invoke(user_group, ["set-password", "student", "--password", "set by the teacher"], obj=lambda: app)
    assert result.exit_code == 0, result.output
    assert before.get("/settings/password").status_code == 302


def test_signing_in_begins_a_new_session_with_a_token_of_its_own(act, world):
    visitor = act("anonymous")
    with visitor.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    before = visitor.csrf_token()
    visitor.sign_in("student", world.password)
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
    sent = {"csrf_token": before, "size": "1", "feedback": "at_once", "event_id": "event-with-old-token"}
    assert visitor.client.post("/practise", data=sent).status_code == 400


def test_signing_up_as_a_guest_ends_the_guests_other_sessions(act, world):
    here, elsewhere = act("guest"), act("guest")
    attempt = f"/attempts/{world.attempts['guest']}"
    assert elsewhere.get(attempt).status_code == 302
    here.post("/sign-up", {"name": "Newcomer", "password": "quite long enough"})
    assert here.get(attempt).status_code == 302
    assert elsewhere.get(attempt).status_code == 404


def test_nobody_signs_up_as_an_instructor(act, stored):
    visitor = act("anonymous")
    sent = {"name": "Climber", "password": "quite long enough", "role": "instructor", "is_instructor": "1", "id": "3"}
    assert visitor.post("/sign-up", sent).status_code == 302
    assert visitor.get("/banks").status_code == 403


def test_settings_change_nothing_but_preferences(act, stored):
    visitor = act("student")
    sent = {
        "new_per_day": "5",
        "reviews_per_day": "50",
        "role": "instructor",
        "name": "The Boss",
        "sign_in_name": "boss",
    }
    assert visitor.post("/settings", sent).status_code == 302
    assert visitor.get("/banks").status_code == 403
    assert "The Boss" not in visitor.get("/").text


def test_the_first_instructors_link_works_once(act, world):
    sent = {"name": "Headmaster", "password": "quite long enough"}
    visitor = act("anonymous")
    path = f"/setup/{world.setup_secret}"
    assert visitor.post(path, sent).location == "/"
    assert visitor.get("/banks").status_code == 200
    late = act("anonymous")
    assert late.get(path).location == "/sign-in", "who comes with it again is told that it was used"
    assert late.post(path, {"name": "Second", "password": "quite long enough"}).location == "/sign-in"
    assert late.sign_in("Second", "quite long enough").status_code == 401


def test_neither_passwords_nor_secrets_of_links_are_stored(stored, world):
    kept = str(stored())
    assert world.password not in kept
    assert world.setup_secret not in kept
    assert "$argon2id$" in kept


def test_a_password_never_comes_back_in_a_page(act):
    secret = "a secret that was typed"
    for path, fields in (
        ("/sign-in", {"name": "student", "password": secret}),
        ("/sign-up", {"name": "student", "password": secret}),
        ("/settings/password", {"current": secret, "password": secret, "again": "another"}),
    ):
        reply = act("student").post(path, fields)
        assert reply.status_code in {200, 401, 422}
        assert secret not in reply.text
