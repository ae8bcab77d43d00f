"""A student reports a question from its feedback, and reads what came of it."""

from __future__ import annotations

import pytest
from flask import url_for

from quizapp.editorial.models import Reason


def report_path(player, attempt, key="surname"):
    return f"{player.path(attempt, key)}/report"


def test_the_feedback_leads_to_the_report(player):
    attempt = player.start()
    assert "/report" not in player.page(attempt, "surname")
    player.answer(attempt, "surname", ("Mirzoyan",))
    assert f'href="{report_path(player, attempt)}"' in player.page(attempt, "surname")
    page = player.client.get(report_path(player, attempt)).text
    assert "What is the surname of the premier?" in page
    assert "Pashinyan" not in page


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_before_the_feedback_is_due_there_is_nothing_to_report(player, stored, feedback):
    attempt = player.start(feedback)
    if feedback == "at_end":
        player.answer(attempt, "surname", ("Mirzoyan",))
    path = report_path(player, attempt)
    for reply in (player.client.get(path), player.client.post(path, data={"reason": "key"})):
        assert reply.location == player.path(attempt, "surname")
    assert stored("reports") == []


def test_a_report_is_sent_and_not_twice(player, stored, reported):
    attempt = reported(reason="key", text=" Because. ")
    assert stored("reports", "reason", "text", "answers", "verdict") == [("key", "Because.", ["Mirzoyan"], "")]
    assert "reported it already" in player.client.get(report_path(player, attempt)).text
    again = player.client.post(report_path(player, attempt), data={"reason": "key"}, follow_redirects=True)
    assert "already" in again.text
    assert len(stored("reports")) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"), [({}, "Please choose"), ({"reason": "key", "text": "x" * 1001}, "At most")]
)
def test_what_is_wrong_in_the_form_is_said_and_nothing_is_lost(player, stored, fields, sentence):
    attempt = player.start()
    player.answer(attempt, "surname", ("Mirzoyan",))
    reply = player.client.post(report_path(player, attempt), data=fields)
    assert reply.status_code == 422
    assert sentence in reply.text
    assert fields.get("text", "") in reply.text
    assert stored("reports") == []


def test_a_report_of_a_finished_quiz_stands_on_its_result(player, reported, act):
    attempt = reported()
    player.finish(attempt)
    assert "It waits to be read." in player.client.get(f"/attempts/{attempt}").text
    act("reviewer").post("/reports/1", data={"verdict": "right", "text": "We **agree**."})
    for path in (f"/attempts/{attempt}", "/reports/mine"):
        page = player.client.get(path).text
        assert "You are right." in page
        assert "<strong>agree</strong>" in page
    assert "1 of your reports was answered" in player.client.get("/").text


def test_an_answer_waits_while_an_open_quiz_asks_the_question(player, reported, act):
    reported()
    act("reviewer").post("/reports/1", data={"verdict": "wrong", "text": "It is Pashinyan."})
    assert "It is Pashinyan." in player.client.get("/reports/mine").text
    exam = player.start("at_end")
    page = player.client.get("/reports/mine").text
    assert "Pashinyan" not in page
    assert "when that is finished" in page
    player.finish(exam)
    assert "It is Pashinyan." in player.client.get("/reports/mine").text


def test_nobody_sees_the_reports_of_somebody_else(app, player, reported, browse):
    attempt, other = reported(text="A secret."), browse()
    assert "A secret." not in other.get("/reports/mine").text
    for path in (report_path(player, attempt), f"/attempts/{attempt}"):
        assert other.get(path).status_code == 404
    assert other.post(report_path(player, attempt), data={"reason": "key"}).status_code == 404
    with app.test_request_context():
        mine = url_for("editorial.list_own_reports")
    assert "Nothing yet." in app.test_client().get(mine).text


def test_very_many_reports_are_asked_to_wait(player, reported, stored, monkeypatch):
    monkeypatch.setattr("quizapp.editorial.reports.MOST_A_DAY", 1)
    reported()
    attempt = reported("brokered", ("false",))
    assert len(stored("reports")) == 1
    assert "Please go on tomorrow." in player.page(attempt, "brokered")


def test_every_reason_can_be_chosen(player):
    attempt = player.start()
    player.answer(attempt, "surname", ("Mirzoyan",))
    page = player.client.get(report_path(player, attempt)).text
    assert all(f'value="{reason}"' in page for reason in Reason)
