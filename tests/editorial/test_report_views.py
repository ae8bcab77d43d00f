"""A student reports a question from its feedback, and reads what came of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import url_for

from quizapp.bank.models import Card, Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.editorial.models import Reason
from tests.given import AT_ITS_END, waiting_until

WAITS = "A quiz asks it that is open or whose results are to come: what came of your report is shown after that."


def report_path(player, attempt, key="surname"):
    return f"{player.path(attempt, key)}/report"


@pytest.mark.longer
def test_the_feedback_leads_to_the_report(player):
    attempt = player.start()
    assert "/report" not in player.page(attempt, "surname")
    player.answer(attempt, "surname", ("Mirzoyan",))
    assert f'href="{report_path(player, attempt)}"' in player.page(attempt, "surname")
    page = player.client.get(report_path(player, attempt)).text
    assert "What is the surname of the premier?" in page
    assert "Pashinyan" not in page


@pytest.mark.longer
@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_before_the_feedback_is_due_there_is_nothing_to_report(player, stored, feedback):
    attempt = player.start(feedback)
    if feedback == "at_end":
        player.answer(attempt, "surname", ("Mirzoyan",))
    path = report_path(player, attempt)
    for reply in (player.client.get(path), player.client.post(path, data={"reason": "key"})):
        assert reply.location == player.path(attempt, "surname")
    assert stored("reports") == []


@pytest.mark.longer
def test_a_report_is_sent_and_not_twice(player, stored, reported):
    attempt = reported(reason="key", text=" Because. ")
    assert stored("reports", "reason", "text", "answers", "verdict") == [("key", "Because.", ["Mirzoyan"], "")]
    assert "reported it already" in player.client.get(report_path(player, attempt)).text
    again = player.client.post(report_path(player, attempt), data={"reason": "key"}, follow_redirects=True)
    assert "already" in again.text
    assert len(stored("reports")) == 1


@pytest.mark.longer
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


@pytest.mark.longer
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


@pytest.mark.longer
def test_one_s_reports_are_linked_where_one_looks_for_them_once_there_are_any(player, reported):
    places = ("/", "/attempts", "/settings", "/review/marked")
    link = '<a href="/reports/mine">What I reported</a>'
    player.start()
    assert [link in player.client.get(path).text for path in places] == [False] * 4
    reported()
    assert [link in player.client.get(path).text for path in places] == [True] * 4


@pytest.mark.longer
def test_an_answer_waits_until_the_results_of_a_finished_quiz_come(player, reported, act, give):
    attempt, results_at = reported(), utcnow() + timedelta(hours=2)
    act("reviewer").post("/reports/1", data={"verdict": "wrong", "text": "It is Pashinyan."})
    given = give(waiting_until(results_at), "surname", person_id=player.attempt(attempt).learner_id)[1]
    player.finish(given)
    page = player.client.get("/reports/mine").text
    assert "Pashinyan" not in page
    assert WAITS in page
    with time_machine.travel(results_at, tick=False):
        assert "It is Pashinyan." in player.client.get("/reports/mine").text


@pytest.mark.longer
def test_an_answer_waits_while_an_open_quiz_asks_the_question(player, reported, act):
    reported()
    act("reviewer").post("/reports/1", data={"verdict": "wrong", "text": "It is Pashinyan."})
    assert "It is Pashinyan." in player.client.get("/reports/mine").text
    exam = player.start("at_end")
    page = player.client.get("/reports/mine").text
    assert "Pashinyan" not in page
    assert WAITS in page
    player.finish(exam)
    assert "It is Pashinyan." in player.client.get("/reports/mine").text


@pytest.mark.longer
def test_nobody_sees_the_reports_of_somebody_else(app, player, reported, browse):
    attempt, other = reported(text="A secret."), browse()
    assert "A secret." not in other.get("/reports/mine").text
    for path in (report_path(player, attempt), f"/attempts/{attempt}"):
        assert other.get(path).status_code == 404
    assert other.post(report_path(player, attempt), data={"reason": "key"}).status_code == 404
    with app.test_request_context():
        mine = url_for("editorial.list_own_reports")
    assert "Nothing yet." in app.test_client().get(mine).text


@pytest.mark.longer
def test_very_many_reports_are_asked_to_wait(player, reported, stored, monkeypatch):
    monkeypatch.setattr("quizapp.editorial.reports.MOST_A_DAY", 1)
    reported()
    attempt = reported("brokered", ("false",))
    assert len(stored("reports")) == 1
    assert "Please go on tomorrow." in player.page(attempt, "brokered")


@pytest.mark.longer
def test_every_reason_can_be_chosen(player):
    attempt = player.start()
    player.answer(attempt, "surname", ("Mirzoyan",))
    page = player.client.get(report_path(player, attempt)).text
    assert all(f'value="{reason}"' in page for reason in Reason)


@pytest.fixture
def card(app, small_bank):
    """The path of the answer side of a flashcard."""
    with app.app_context():
        statement = sa.select(Card.id).join(Question).where(Question.key == "surname")
        return f"/review/cards/{db.session.scalars(statement).one()}"


@pytest.mark.longer
def test_a_flashcard_is_reported_from_its_answer_with_what_was_typed(player, card, stored):
    shown = player.client.get(f"{card}?typed=Mirzoyan").text
    assert f'href="{card}/report?typed=Mirzoyan"' in shown
    form = player.client.get(f"{card}/report?typed=Mirzoyan").text
    assert "What is the surname of the premier?" in form
    assert "Pashinyan" not in form
    sent = {"reason": "mine", "text": " So I was taught. "}
    reply = player.client.post(f"{card}/report?typed=Mirzoyan", data=sent)
    assert reply.location == f"{card}?typed=Mirzoyan"
    ((card_id, *rest),) = stored("reports", "card_id", "slot_id", "answers", "text", "score")
    assert rest == [None, ["Mirzoyan"], "So I was taught.", None]
    assert card.endswith(f"/{card_id}")
    assert "You have reported it already" in player.client.get(f"{card}/report").text
    assert "already" in player.client.post(f"{card}/report", data=sent, follow_redirects=True).text
    assert len(stored("reports")) == 1
    own = player.client.get("/reports/mine").text
    assert "A flashcard" in own
    assert "So I was taught." in own


@pytest.mark.longer
def test_a_reported_flashcard_is_read_and_answered_as_it_was_seen(player, card, act, stored):
    version = re.search(r'name="version" value="(\d+)"', player.client.get(f"{card}/report").text)[1]
    player.client.post(f"{card}/report?typed=Mirzoyan", data={"reason": "key", "version": version})
    listed = act("viewer").get("/reports").text
    assert "from a flashcard" in listed
    page = act("reviewer").get("/reports/1").text
    assert "The answer on its back" in page
    assert "Pashinyan" in page
    assert "Mirzoyan" in page
    act("reviewer").post("/reports/1", data={"verdict": "wrong", "text": "It is right."})
    assert "It is right." in player.client.get("/reports/mine").text


@pytest.mark.parametrize("version", ["999999", "x", "1" * 30, ""])
def test_a_version_that_is_none_of_its_own_is_the_current_one(player, card, stored, version):
    player.client.post(f"{card}/report", data={"reason": "key", "version": version})
    ((current,),) = stored("reports", "version_id")
    assert stored("question_versions", "id", "number")[current - 1][1] == 1


@pytest.mark.longer
def test_an_empty_report_of_a_card_is_sent_back_and_a_card_that_is_none_is_not_there(player, card, stored):
    assert player.client.post(f"{card}/report", data={"text": "So."}).status_code == 422
    assert player.client.get("/review/cards/999999/report").status_code == 404
    assert stored("reports") == []


def test_whoever_has_seen_nothing_yet_is_led_to_the_cards(app, card):
    assert app.test_client().get(f"{card}/report").location == "/review/"


@pytest.mark.longer
def test_a_report_of_a_card_that_was_begun_before_an_attempt_that_asks_it_is_kept(player, card, give, stored):
    learner = player.attempt(player.start()).learner_id
    form = player.client.get(f"{card}/report").text
    version = re.search(r'name="version" value="(\d+)"', form)[1]
    give(AT_ITS_END, "surname", person_id=learner)
    assert player.client.get(f"{card}/report").location == "/review/"
    again = player.client.post(f"{card}/report", data={"text": "So I was taught.", "version": version})
    assert again.status_code == 422
    assert "So I was taught." in again.text
    assert "finish it first, then its answer shows here" in again.text
    assert "What is the surname" not in again.text
    sent = {"reason": "mine", "text": "So I was taught.", "version": version}
    assert player.client.post(f"{card}/report", data=sent).location == "/review/"
    assert stored("reports", "text") == [("So I was taught.",)]
    assert "Thank you" in player.client.get("/review/").text


@pytest.mark.longer
def test_a_report_of_an_answer_that_was_begun_before_an_attempt_that_asks_it_is_kept(player, give, stored):
    attempt = player.start()
    player.answer(attempt, "surname", ("Mirzoyan",))
    give(AT_ITS_END, "surname", person_id=player.attempt(attempt).learner_id)
    path = report_path(player, attempt)
    assert player.client.get(path).location == "/attempts"
    again = player.client.post(path, data={"text": "So I was taught."})
    assert again.status_code == 422
    assert "So I was taught." in again.text
    assert "Pashinyan" not in again.text
    reply = player.client.post(path, data={"reason": "mine", "text": "So I was taught."}, follow_redirects=True)
    assert "Thank you" in reply.text
    assert "Pashinyan" not in reply.text
    assert stored("reports", "text") == [("So I was taught.",)]


@pytest.mark.longer
def test_a_report_of_a_card_whose_attempt_waits_for_its_results_says_so(player, card, give):
    learner = player.attempt(player.start()).learner_id
    student, attempt = give(waiting_until(utcnow() + timedelta(days=3)), "surname", person_id=learner)
    student.finish(attempt)
    again = player.client.post(f"{card}/report", data={"text": "So I was taught."})
    assert again.status_code == 422
    assert "when its results come" in again.text
    assert "is open" not in again.text
