"""The log of what touches on safety: sign-ins, tries that failed, refusals; by numbers of accounts and rules."""

from __future__ import annotations

import logging

import pytest

from quizapp.accounts.models import Role
from tests.tokens import without_tokens

PASSWORD = "a long enough password"


@pytest.fixture
def told(caplog):
    """What the log was told since: statuses, rules of pages and accounts."""
    caplog.set_level(logging.INFO, "quizapp.security")

    def told():
        found = [record.figures for record in caplog.records if record.name == "quizapp.security"]
        caplog.clear()
        return [(one["status"], one["page"], one["account"]) for one in found]

    return told


@pytest.mark.longer
def test_signing_in_and_failing_to_are_told_and_by_no_name(client, make_person, told, caplog):
    ani = make_person(name="Ani")
    client.post("/sign-in", data={"name": "Ani", "password": "not this one"})
    client.post("/sign-in", data={"name": "Nobody", "password": "not this one"})
    client.post("/sign-in", data={"name": "Ani", "password": PASSWORD})
    assert "Ani" not in without_tokens(caplog.text)
    assert told() == [(401, "/sign-in", ani), (401, "/sign-in", None), (302, "/sign-in", ani)]


@pytest.mark.longer
def test_refusals_are_told_with_who_asked(browse, make_person, told):
    student = make_person()
    mine = browse(student)
    mine.get("/attempts")
    assert told() == []
    for path in ("/banks", "/attempts/77", "/classes/77/of-nobody"):
        mine.get(path)
    assert told() == [(403, "/banks", student), (404, "/attempts/<int:attempt_id>", student)]


def test_a_forged_form_a_strange_host_and_too_much_are_told(app, make_person, browse, told):
    mine = browse(make_person(Role.INSTRUCTOR))
    app.config["WTF_CSRF_ENABLED"] = True
    mine.post("/sign-out")
    mine.get("/", headers={"Host": "evil.example"})
    assert [one[0] for one in told()] == [400, 400]


def test_strangers_who_ask_for_what_is_not_there_fill_no_log(client, told):
    for path in ("/wp-login.php", "/attempts/77"):
        client.get(path)
    assert told() == []
