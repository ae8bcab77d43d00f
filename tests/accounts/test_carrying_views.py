"""What is sent with a token of another session, where no form is carried; the editor's stands in tests/studio."""

from __future__ import annotations

import pytest


@pytest.mark.longer
def test_a_form_that_is_not_carried_is_refused_with_what_to_do(app):
    app.config["WTF_CSRF_ENABLED"] = True
    refused = app.test_client().post("/settings", data={"new_per_day": "5"}, headers={"Origin": "http://localhost"})
    assert refused.status_code == 400
    assert "This page was open too long" in refused.text
    assert "carried" not in refused.text


def test_whoever_may_not_write_and_sends_what_is_not_carried_is_led_to_sign_in(client):
    assert client.post("/banks/sample/new/single_choice/draft", data={"stem": "Who?"}).location == "/sign-in"


def test_what_is_carried_is_given_back_by_the_page_to_sign_in_by(client):
    asked = client.post(
        "/banks/sample/new/single_choice", data={"stem": "Who?"}, headers={"Origin": "http://localhost"}
    )
    assert asked.status_code == 401
    assert "Who?" in asked.text
