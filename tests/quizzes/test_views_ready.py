"""Ready-made quizzes on pages: offered, begun by anybody, listed under their title."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.quiz_rules import DrawRule, QuizDraft
from quizapp.quizzes.loading import load_quiz
from quizapp.quizzes.terms import Terms
from tests.given import waiting_until
from tests.practice import attempt_in, new_event

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
START = "/practise/ready/round"


@pytest.fixture
def offer(app, small_bank):
    """Load a ready-made quiz."""

    def offer(*rules, title="A round of two", feedback="at_end"):
        with app.app_context():
            draft = QuizDraft("round", title, "Two of *eight*.", 5, feedback, rules or (DrawRule(2),), "# its file")
            load_quiz(db.session(), draft, "folder", now=NOW)
            db.session.commit()

    return offer


@pytest.mark.parametrize("path", ["/", "/practise"])
def test_a_ready_made_quiz_is_offered_with_its_size_and_length(client, offer, path):
    assert "Ready-made" not in client.get(path).text
    offer()
    page = client.get(path).text
    assert "A round of two" in page
    assert "2 questions, about 5 minutes" in page
    assert f'action="{START}"' in page
    assert "# its file" not in page


@pytest.mark.parametrize("path", ["/practise?bank=small", "/practise?passage=ally-2023%23p1"])
def test_whoever_comes_with_a_choice_sees_the_choice_first(client, offer, path):
    offer()
    assert "Ready-made" not in client.get(path).text


def test_a_guest_begins_it_and_a_double_click_opens_one_attempt(client, offer, stored):
    offer()
    replies = [client.post(START, data={"event_id": "event-0001"}) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [302, 302]
    assert replies[0].location == replies[1].location
    assert "Question 1 of 2" in client.get(replies[0].location).text
    assert len(stored("attempts")) == len(stored("people")) == 1


@pytest.mark.parametrize("event_id", ["", "short", "with space"])
def test_without_an_event_nothing_begins(client, offer, stored, event_id):
    offer()
    assert client.post(START, data={"event_id": event_id}).status_code == 400
    assert stored("people") == []


def test_a_quiz_that_there_is_not_is_not_there(client, offer):
    assert client.post(START, data={"event_id": "event-0001"}).status_code == 404
    offer()
    assert client.get(START).status_code == 405


@pytest.mark.longer
def test_a_quiz_that_nothing_fits_says_so_and_makes_no_guest(client, offer, stored):
    offer(DrawRule(1, kind="date"))
    reply = client.post(START, data={"event_id": "event-0001"}, follow_redirects=True)
    assert "The banks hold no question of those that this quiz asks." in reply.text
    assert stored("people") == stored("attempts") == []


@pytest.mark.longer
def test_attempts_are_listed_under_its_title_with_best_and_latest(player, offer, stored):
    offer(DrawRule(1, questions=("small/surname",)))
    for number, answers in enumerate((("Pashinyan",), ("nobody",))):
        reply = player.client.post(START, data={"event_id": f"event-{number:04}"})
        attempt = int(re.search(r"/attempts/(\d+)/", reply.location)[1])
        player.answer(attempt, "surname", answers)
        player.finish(attempt)
    page = player.client.get("/attempts").text
    assert page.count("A round of two") == 1
    assert "Best 100" in page
    assert "latest 0" in page
    assert "A round of two" in player.client.get(f"/attempts/{attempt}").text
    offer(DrawRule(1, questions=("small/surname",)), title="Renamed")
    assert "A round of two" not in player.client.get("/attempts").text


@pytest.mark.longer
def test_feedback_comes_when_the_file_says(player, offer, practice):
    for number, (feedback, shown) in enumerate((("at_once", True), ("at_end", False))):
        offer(DrawRule(1, questions=("small/surname",)), feedback=feedback)
        reply = player.client.post(START, data={"event_id": f"event-{number:04}"})
        attempt = int(re.search(r"/attempts/(\d+)/", reply.location)[1])
        player.answer(attempt, "surname")
        assert (practice.WHY in player.page(attempt, "surname")) is shown


@pytest.mark.longer
def test_more_quizzes_need_no_more_statements(app, client, offer, statements):
    offer()
    client.get("/")
    with statements() as one:
        client.get("/")
    with app.app_context():
        for number in range(9):
            draft = QuizDraft(f"q-{number}", "Another", "", 5, "at_end", (DrawRule(1),), "")
            load_quiz(db.session(), draft, "folder", now=NOW)
        db.session.commit()
    with statements() as ten:
        assert client.get("/").text.count("Another") >= 9
    assert len(ten) == len(one)


@pytest.mark.longer
def test_it_asks_nothing_that_an_open_quiz_asks_on_which_marks_depend(offer, give):
    offer(DrawRule(1, questions=("small/premier", "small/surname")))
    player, _given = give(Terms(), "premier")
    practice = attempt_in(player.client.post(START, data={"event_id": new_event()}).location)
    assert player.place(practice, "surname") == 1


@pytest.mark.longer
def test_where_an_open_quiz_asks_all_of_it_nothing_begins(offer, give):
    offer(DrawRule(1, questions=("small/premier",)))
    player, _given = give(Terms(), "premier")
    assert player.client.post(START, data={"event_id": new_event()}).location == "/practise"
    assert "finish it first" in player.client.get("/practise").text


@pytest.mark.longer
def test_where_all_of_it_waits_for_results_nothing_begins_until_they_come(offer, give):
    offer(DrawRule(1, questions=("small/premier",)))
    results_at = utcnow() + timedelta(hours=2)
    player, given = give(waiting_until(results_at), "premier")
    player.finish(given)
    assert player.client.post(START, data={"event_id": new_event()}).location == "/practise"
    assert "when its results come" in player.client.get("/practise").text
    with time_machine.travel(results_at, tick=False):
        assert attempt_in(player.client.post(START, data={"event_id": new_event()}).location)
