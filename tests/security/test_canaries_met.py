"""Pages that look through the banks show what was met in practice, and no byte of what was not."""

from __future__ import annotations

import html
import re

import pytest

pytestmark = pytest.mark.slow

TOLD = ("wrenlock-sa-key", "wrenlock-sa-other", "wrenlock-actor short_answer", "wrenlock-actor+short_answer", "1847")


def met(act, feedback):
    """Let a student answer the question that is typed, wrongly."""
    student = act("student")
    attempt = student.start(feedback, kinds="short_answer")
    assert student.post(f"{attempt}/questions/1", {"answer": "sparrow"}).status_code == 302
    return student, attempt


def without_token(reply):
    """Return a page without the token of its forms, which is another one each second."""
    return re.sub(r'(name="csrf_token"[^>]*value=)"[^"]+"', r"\1", reply.text)


def leaks(student, canaries, allowed=()):
    return {path: found for path in canaries.LOOKING_THROUGH if (found := canaries.leaks(student.get(path), allowed))}


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_what_was_met_is_shown_and_nothing_else(act, canaries, feedback):
    student, attempt = met(act, feedback)
    if feedback == "at_end":
        assert leaks(student, canaries) == {}
        student.post(f"{attempt}/finish")
    assert canaries.event("short_answer") in student.get("/timeline").text
    assert "Type a name." in student.get("/sources/field-guide").text
    assert "wrenlock-sa-key" in student.get("/actors").text
    assert leaks(student, canaries, (*TOLD, canaries.event("short_answer"))) == {}


def test_what_one_student_met_is_told_to_nobody_else(act, canaries):
    met(act, "at_once")
    for who in ("other", "guest", "anonymous"):
        assert leaks(act(who), canaries) == {}


def test_what_an_open_quiz_asks_is_taken_off_the_pages_until_it_is_finished(act, canaries):
    student, _attempt = met(act, "at_once")
    exam = student.start("at_end", kinds="short_answer")
    assert leaks(student, canaries) == {}
    assert "Type a name." not in student.get("/sources/field-guide").text
    student.post(f"{exam}/finish")
    assert canaries.event("short_answer") in student.get("/timeline").text


def test_an_actor_that_was_not_met_is_like_one_that_there_is_not(act):
    student = act("student")
    for path in ("/timeline", "/actors"):
        real, made_up = (student.get(path, query_string={"actor": name}) for name in ("wrenlock-actor date", "nobody"))
        assert (real.status_code, without_token(real)) == (made_up.status_code, without_token(made_up))


def test_instructors_are_told_everything(act, canaries):
    instructor = act("instructor")
    names = re.findall(r'href="(/actors\?actor=[^"]+)"', instructor.get("/actors").text)
    assert any("wrenlock-sa-key" in instructor.get(html.unescape(path)).text for path in names)
    for word in ("wrenlock-event-date.", "1847"):
        assert word in instructor.get("/timeline").text


@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_cards_handed_out_ahead_hold_no_answer_that_an_open_quiz_asks_for(act, canaries, feedback):
    student = act("student")
    attempt = student.start(feedback)
    ahead = student.get("/review/ahead")
    assert canaries.leaks(ahead) == set()
    assert len(ahead.json["cards"]) > 5
    student.post(f"{attempt}/finish")
    assert "wrenlock-why-" in student.get("/review/ahead").text


def test_cards_handed_out_ahead_hold_nothing_that_is_for_teachers_alone(act, canaries):
    assert canaries.NOTE not in act("student").get("/review/ahead").text
