"""Reports tell their learner nothing before it is due, and nobody else anything."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_reporting_before_the_feedback_is_due_tells_nothing(act, canaries, hidden_kind, feedback):
    student = act("student")
    attempt = student.start(feedback, kinds=hidden_kind)
    for _ in range(2):
        path = f"{attempt}/questions/1/report"
        for reply in (student.get(path), student.post(path, {"reason": "key"}), student.get("/reports/mine")):
            assert canaries.leaks(reply) == set()
            assert "Choose one." not in reply.text
        if feedback == "at_once":
            break
        student.post(f"{attempt}/questions/1", canaries.fields_of(hidden_kind, canaries.WRONG[hidden_kind]))


def test_the_form_and_the_list_of_reports_show_no_key(act, canaries):
    student = act("student")
    attempt = student.start(kinds="short_answer")
    student.post(f"{attempt}/questions/1", {"answer": "sparrow"})
    path = f"{attempt}/questions/1/report"
    assert canaries.leaks(student.get(path)) == set()
    student.post(path, {"reason": "mine", "text": "A sparrow it is."})
    page = student.get("/reports/mine")
    assert "A sparrow it is." in page.text
    assert canaries.leaks(page) == set()
    for who in ("other", "guest", "anonymous"):
        assert "A sparrow it is." not in act(who).get("/reports/mine").text


def test_reporting_a_flashcard_shows_its_front_alone_and_its_answer_waits_for_the_quiz_that_asks_it(
    act, canaries, world
):
    student, path = act("student"), f"/review/cards/{world.card_id}/report"
    assert canaries.leaks(student.get(path)) == set()
    student.post(f"{path}?typed=sparrow", {"reason": "key", "text": "A sparrow it is."})
    for who in ("other", "guest", "anonymous"):
        assert "A sparrow it is." not in act(who).get("/reports/mine").text
    told = {"verdict": "wrong", "text": "It is wrenlock-told."}
    assert act("instructor").post(f"/reports/{world.report_id + 1}", told).status_code == 302
    assert "wrenlock-told" in student.get("/reports/mine").text
    exam = student.start("at_end", kinds="short_answer")
    for page in ("/reports/mine", path):
        assert canaries.leaks(student.get(page)) == set()
    student.post(f"{exam}/finish")
    assert "wrenlock-told" in student.get("/reports/mine").text


def test_an_answer_to_a_report_waits_for_the_quiz_that_asks_again(act, canaries, world):
    other = act("other")
    told = {"verdict": "wrong", "text": "It is wrenlock-told."}
    assert act("instructor").post(f"/reports/{world.report_id}", told).status_code == 302
    allowed = ("wrenlock-report", "wrenlock-told")
    assert "wrenlock-told" in other.get("/reports/mine").text
    exam = other.start("at_end", kinds="true_false")
    for path in ("/reports/mine", "/", "/attempts", f"{exam}/questions/1"):
        assert canaries.leaks(other.get(path), ("wrenlock-report",)) == set()
    other.post(f"{exam}/finish")
    assert canaries.leaks(other.get("/reports/mine"), allowed) == set()
    assert "wrenlock-told" in other.get("/reports/mine").text


def test_comments_and_states_are_for_those_who_work_on_a_bank(act, canaries, world):
    for who in ("student", "guest", "anonymous"):
        for path in ("/reports", f"/reports/{world.report_id}", "/questions/waiting"):
            assert canaries.leaks(act(who).get(path)) == set()
