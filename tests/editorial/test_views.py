"""The queue of reports and the answers to them, for those who work on a bank."""

from __future__ import annotations

import pytest

ANSWER = {"verdict": "right", "text": "We agree."}


@pytest.mark.longer
def test_reports_are_listed_with_their_question_and_lead_to_it(act, reported):
    reported()
    reported()
    page = act("viewer").get("/reports").text
    assert "2 reports" in page
    assert "2 reports of it" in page
    assert "So I was taught." in page
    assert "No report was answered yet." in act("viewer").get("/reports?state=closed&sort=newest&page=x").text


@pytest.mark.longer
def test_the_start_page_of_who_teaches_tells_of_what_waits(act, reported):
    teacher = act("viewer")
    assert "of a student waits" not in teacher.get("/").text
    reported()
    assert '<a href="/reports">1 report of a student waits for an answer</a>' in teacher.get("/").text


@pytest.mark.longer
def test_a_page_behind_the_last_one_is_the_last(act, reported):
    reported("surname", ("Mirzoyan",))
    page = act("viewer").get("/reports?page=9").text
    assert "/reports/1" in page
    assert "No report waits" not in page


@pytest.mark.longer
def test_a_report_shows_the_response_the_key_and_the_marking(act, reported, practice):
    reported()
    page = act("viewer").get("/reports/1").text
    for word in ("Mirzoyan", "Pashinyan", "Marking:", practice.WHY, "My answer should count as right"):
        assert word in page
    assert "Answer and close" not in page
    assert '/edit"' not in page
    page = act("editor").get("/reports/1").text
    assert "Answer and close" in page
    assert '/edit"' in page


@pytest.mark.longer
def test_a_report_is_answered_and_opened_again(act, reported, stored):
    reported()
    reviewer = act("reviewer")
    assert "1 report is answered." in reviewer.post("/reports/1", data=ANSWER, follow_redirects=True).text
    assert "We agree." in reviewer.get("/reports/1").text
    assert "You are right." in reviewer.get("/reports?state=closed").text
    assert "open again" in reviewer.post("/reports/1/reopen", follow_redirects=True).text
    assert stored("reports", "verdict", "answer") == [("", "We agree.")]


@pytest.mark.longer
def test_a_report_is_closed_with_the_version_that_mended_it(act, reported, stored):
    reported()
    fixed = ANSWER | {"verdict": "fixed"}
    reply = act("editor").post("/reports/1", data=fixed | {"fixed_number": "7"})
    assert reply.status_code == 422
    assert "no such version" in reply.text
    assert "We agree." in reply.text
    act("editor").post("/reports/1", data=fixed)
    assert stored("reports", "verdict", "fixed_number") == [("fixed", 1)]
    assert "(version 1)" in act("viewer").get("/reports/1").text


@pytest.mark.longer
def test_all_reports_of_a_question_are_answered_at_once(act, reported, stored):
    for _ in range(3):
        reported()
    reply = act("owner").post("/reports/2", data=ANSWER | {"with_others": "y"}, follow_redirects=True)
    assert "3 reports are answered." in reply.text
    assert stored("reports", "verdict") == [("right",)] * 3


@pytest.mark.longer
@pytest.mark.parametrize(
    ("fields", "sentence"), [({"text": "So."}, "Please choose"), ({"verdict": "right"}, "a sentence")]
)
def test_an_answer_says_something(act, reported, stored, fields, sentence):
    reported()
    reply = act("reviewer").post("/reports/1", data=fields)
    assert reply.status_code == 422
    assert sentence in reply.text
    assert stored("reports", "verdict") == [("",)]


@pytest.mark.longer
def test_a_question_says_how_many_reports_wait(act, reported):
    reported()
    assert "1 report<" in act("viewer").get("/questions?q=is:flagged").text
    assert "Reports of students: <strong>1</strong>" in act("viewer").get("/banks").text
    assert "<strong>0</strong>" in act("stranger").get("/banks").text


@pytest.mark.longer
def test_the_page_of_a_question_leads_to_its_reports(act, reported, question_id):
    reported()
    page = act("viewer").get(f"/questions/{question_id()}").text
    assert "1 report waits" in page
    assert "/reports/1" in page
    act("reviewer").post("/reports/1", data=ANSWER)
    assert "/reports/1" not in act("viewer").get(f"/questions/{question_id()}").text
