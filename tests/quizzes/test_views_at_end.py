"""Tests of quizzes/views.py: feedback at the end, finishing, results."""

from __future__ import annotations

import re

import pytest

from quizapp.quizzes.terms import Showing, Terms, When


def verdict(page):
    return re.findall(r'class="verdict (\w+)"', page)


@pytest.mark.longer
def test_feedback_at_the_end_shows_nothing_before_the_finish(player, practice):
    attempt = player.start("at_end")
    for key in ("brokered", "premier"):
        player.answer(attempt, key, ("false",) if key == "brokered" else ("1",))
    for key in ("brokered", "premier", "offices"):
        page = player.page(attempt, key)
        assert verdict(page) == []
        for told in (practice.REMARK, practice.WHY, "✓", "✗", 'class="wrong"', 'class="right"', "The answer"):
            assert told not in page.replace("✓ Saved", "")


@pytest.mark.longer
def test_an_answer_can_change_until_the_finish_and_the_newest_counts(player, stored):
    attempt = player.start("at_end")
    player.answer(attempt, "premier", ("1",))
    player.answer(attempt, "premier", ("0",))
    player.answer(attempt, "brokered", ("true",))
    player.answer(attempt, "brokered", ("false",))
    player.finish(attempt)
    assert player.attempt(attempt).score == 1
    assert len(stored("responses")) == 4
    player.answer(attempt, "brokered", ("true",))
    assert player.attempt(attempt).score == 1
    assert len(stored("responses")) == 4


@pytest.mark.longer
def test_an_answer_can_be_taken_back_until_the_finish(player):
    attempt = player.start("at_end")
    player.answer(attempt, "premier", ("1",))
    player.answer(attempt, "premier", ())
    player.finish(attempt)
    page = player.client.get(f"/attempts/{attempt}").text
    assert set(verdict(page)) == {"open"}


@pytest.mark.longer
def test_a_blank_sent_twice_is_one_event(player, stored):
    attempt = player.start("at_end")
    for _ in range(2):
        assert player.answer(attempt, "premier", (), event_id="event-twice").status_code == 302
    assert len(stored("responses")) == 1


@pytest.mark.longer
def test_an_answer_that_was_taken_back_does_not_return_with_a_late_copy_of_its_event(player, stored):
    attempt = player.start("at_end")
    player.answer(attempt, "premier", ("1",), event_id="event-first")
    player.answer(attempt, "premier", (), event_id="event-second")
    assert player.answer(attempt, "premier", ("1",), event_id="event-first").status_code == 302
    assert len(stored("responses")) == 2
    assert player.slot(attempt, "premier").answered_at is None


@pytest.mark.longer
def test_the_page_keeps_what_was_answered(player):
    attempt = player.start("at_end")
    player.answer(attempt, "surname", ("Pashinian",))
    assert 'value="Pashinian"' in player.page(attempt, "surname")


@pytest.mark.longer
def test_a_script_is_told_that_the_answer_is_saved(player):
    attempt = player.start("at_end")
    reply = player.answer(attempt, "premier", ("1",), headers={"X-Autosave": "1"})
    assert reply.status_code == 200
    assert "Saved" in reply.text
    assert 'data-state="answered" data-label="Question ' in reply.text  # for its place in the row of numbers
    assert "<html" not in reply.text


@pytest.mark.longer
def test_a_script_is_told_that_an_answer_was_taken_back(player):
    attempt = player.start("at_end")
    player.answer(attempt, "premier", ("1",), headers={"X-Autosave": "1"})
    reply = player.answer(attempt, "premier", (), headers={"X-Autosave": "1"})
    assert "Saved" not in reply.text
    assert "Not answered yet" in reply.text


@pytest.mark.longer
def test_a_script_is_told_what_is_wrong_with_an_answer(player):
    attempt = player.start("at_end")
    fields = {"event_id": "event-0001", "answer": "many"}
    reply = player.client.post(player.path(attempt, "deaths"), data=fields, headers={"X-Autosave": "1"})
    assert reply.status_code == 422
    assert "problem-text" in reply.text
    assert "<html" not in reply.text


@pytest.mark.longer
def test_a_page_says_once_what_is_wrong_with_an_answer(player):
    attempt = player.start("at_end")
    reply = player.client.post(player.path(attempt, "deaths"), data={"event_id": "event-0001", "answer": "many"})
    assert reply.status_code == 422
    (sentence,) = re.findall(r'<p role="alert" class="problem"[^>]*>([^<]+)<', reply.text)
    assert reply.text.count(sentence) == 1
    assert "Not answered yet" in reply.text


@pytest.mark.longer
def test_saving_goes_on_to_the_next_question_and_stays_at_the_last(player):
    attempt = player.start("at_end", size="2", kinds=["single_choice", "true_false"])
    for position, following in ((1, 2), (2, 2)):
        data = {"event_id": f"event-000{position}"}
        reply = player.client.post(f"/attempts/{attempt}/questions/{position}", data=data)
        assert reply.location.endswith(f"/questions/{following}")
    first, last = (player.client.get(f"/attempts/{attempt}/questions/{position}").text for position in (1, 2))
    assert "<button>Save and go on</button>" in first
    assert "<button>Save</button>" in last, "there is nowhere to go on to"
    assert re.search(r'<button class="second">Finish the quiz', last), "a button, if not the one to press yet"


@pytest.mark.longer
def test_finishing_shows_the_result_and_twice_changes_nothing(player, stored):
    attempt = player.start("at_end")
    player.answer(attempt, "premier")
    player.answer(attempt, "offices", ("0", "1", "3", "2"))
    for _ in range(2):
        reply = player.finish(attempt)
        assert reply.location.endswith(f"/attempts/{attempt}")
    page = player.client.get(reply.location).text
    assert re.search(r"<strong>1\.5</strong> / 8", page)
    place = player.place(attempt, "premier")
    assert f'class="right" href="#question-{place}" aria-label="Question {place}, right"' in page
    assert page.count('aria-label="Question ') == page.count('id="question-') == 8
    assert len(stored("review_log")) == 5
    finished = player.attempt(attempt)
    player.finish(attempt)
    assert player.attempt(attempt).finished_at == finished.finished_at


@pytest.mark.longer
def test_an_open_attempt_leads_to_its_first_open_question(player):
    attempt = player.start("at_end", size="3")
    player.client.post(f"/attempts/{attempt}/questions/2", data={"event_id": "event-0001"})
    reply = player.client.get(f"/attempts/{attempt}")
    assert reply.location.endswith(f"/attempts/{attempt}/questions/1")


@pytest.mark.longer
def test_what_was_missed_can_be_practised_again(player, practice):
    attempt = player.start()
    for key in ("brokered", "surname", "wars", "bodies"):
        player.answer(attempt, key)
    player.answer(attempt, "premier", ("1",))
    player.finish(attempt)
    assert "Review the 4 that I missed" in player.client.get(f"/attempts/{attempt}").text
    replies = [
        player.client.post(f"/attempts/{attempt}/missed", data={"event_id": "event-again"}, follow_redirects=False)
        for _ in range(2)
    ]
    again = practice.attempt_in(replies[0].location)
    assert replies[0].location == replies[1].location
    assert player.attempt(again).size == 4
    assert {player.place(again, key) for key in ("premier", "offices", "deaths", "csto")} == {1, 2, 3, 4}


@pytest.mark.longer
def test_nothing_missed_is_said(player):
    attempt = player.start(kinds="true_false")
    player.answer(attempt, "brokered")
    player.finish(attempt)
    data = {"event_id": "event-again"}
    reply = player.client.post(f"/attempts/{attempt}/missed", data=data, follow_redirects=True)
    assert "Nothing was missed." in reply.text
    assert "that I missed" not in reply.text


@pytest.mark.longer
def test_an_open_attempt_tells_nothing_of_what_was_missed(player, stored):
    attempt = player.start("at_end")
    player.answer(attempt, "premier", ("1",))
    data = {"event_id": "event-again"}
    player.client.post(f"/attempts/{attempt}/missed", data=data, follow_redirects=True)
    assert len(stored("attempts")) == 1


@pytest.mark.longer
def test_results_show_best_and_latest(player):
    for answers in ((), ("true",), ("false",)):
        attempt = player.start("at_end", kinds="true_false")
        player.answer(attempt, "brokered", answers)
        player.finish(attempt)
    player.start("at_end", kinds="true_false")
    page = player.client.get("/attempts").text
    assert "Best 100\N{NO-BREAK SPACE}%, latest 0\N{NO-BREAK SPACE}%" in page
    assert page.count("not finished") == 1
    assert page.count('<h2 dir="auto">') == 1


def test_results_of_nobody_are_an_invitation(client, small_bank):
    assert "No quiz taken yet." in client.get("/attempts").text


@pytest.mark.longer
def test_a_script_is_told_that_an_answer_came_too_late(player, stored):
    attempt = player.start("at_end")
    player.answer(attempt, "premier", ("1",), event_id="event-kept")
    player.finish(attempt)
    before = stored("slots"), stored("responses")
    late = player.answer(attempt, "premier", ("0",), headers={"X-Autosave": "1"})
    assert (late.status_code, "that answer counts" in late.text, "<html" in late.text) == (409, True, False)
    again = player.answer(attempt, "premier", ("1",), event_id="event-kept", headers={"X-Autosave": "1"})
    assert again.status_code == 200
    assert (stored("slots"), stored("responses")) == before


@pytest.mark.longer
def test_a_script_does_not_answer_for_somebody_else(player, browse, stored):
    attempt = player.start("at_end")
    other = browse().get("/session").json["person"]
    reply = player.answer(attempt, "premier", ("1",), headers={"X-Autosave": "1", "X-Person": other})
    assert reply.status_code == 401
    assert "Somebody else is signed in here now" in reply.text
    assert stored("responses") == []


@pytest.mark.longer
def test_certainty_is_asked_kept_and_reckoned_with(give, stored):
    player, attempt = give(Terms(certainty=True), "premier", "brokered")
    assert 'name="certainty"' in player.page(attempt, "premier")
    for key, answers, certainty in (("premier", None, "3"), ("brokered", ("false",), "2")):
        fields = player.fields(attempt, key, answers) | {"certainty": certainty, "event_id": f"event-{key}"}
        player.client.post(player.path(attempt, key), data=fields)
    assert [row[0] for row in stored("responses", "certainty")] == [2, 3]
    player.finish(attempt)
    page = player.client.get(f"/attempts/{attempt}").text
    assert "By certainty, which counts here: 1 of 6 points." in page
    assert "Very sure: 1 answer, 100\N{NO-BREAK SPACE}% right" in page
    player, attempt = give(Terms(certainty=True), "brokered")
    fields = player.fields(attempt, "brokered", ("false",)) | {"certainty": "2", "event_id": "event-below"}
    player.client.post(player.path(attempt, "brokered"), data=fields)
    player.finish(attempt)
    page = player.client.get(f"/attempts/{attempt}").text
    assert "By certainty, which counts here: −2 of 3 points. Less than nothing counts as 0." in page


@pytest.mark.longer
def test_feedback_at_once_says_what_certainty_makes_of_an_answer(give):
    at_once = Showing(verdict=When.AT_ONCE, key=When.AT_ONCE, explanation=When.AT_ONCE)
    player, attempt = give(Terms(at_once, certainty=True), "brokered")
    fields = player.fields(attempt, "brokered", ("false",)) | {"certainty": "2", "event_id": "event-brokered"}
    page = player.client.post(player.path(attempt, "brokered"), data=fields, follow_redirects=True).text
    assert "Fairly sure: −2 points" in page
    assert "Shown later: your points in all." in page


@pytest.mark.longer
def test_nothing_is_kept_of_certainty_where_it_is_not_asked(player, stored):
    attempt = player.start("at_end")
    fields = player.fields(attempt, "premier") | {"certainty": "3", "event_id": "event-sure"}
    player.client.post(player.path(attempt, "premier"), data=fields)
    assert stored("responses", "certainty") == [(None,)]
    assert 'name="certainty"' not in player.page(attempt, "premier")
