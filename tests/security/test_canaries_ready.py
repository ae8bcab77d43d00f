"""A ready-made quiz tells nothing of its rules and its file, and nothing of its answers before its end."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

START = "/practise/ready/round"


@pytest.mark.parametrize("who", ["anonymous", "guest", "student"])
def test_a_ready_made_quiz_tells_nothing_until_its_end(act, canaries, who):
    visitor = act(who)
    for path in ("/", "/practise"):
        page = visitor.get(path)
        assert START in page.text
        assert canaries.leaks(page) == set()
    begun = visitor.post(START)
    assert canaries.leaks(begun) == set()
    attempt = begun.location.rsplit("/questions/", 1)[0]
    asked = [visitor.get(f"{attempt}/questions/{place}") for place in range(1, len(canaries.QUESTIONS) + 1)]
    for page in (*asked, visitor.get("/attempts"), visitor.get("/"), *map(visitor.get, canaries.LOOKING_THROUGH)):
        assert page.status_code == 200
        assert canaries.leaks(page) == set()
    visitor.post(f"{attempt}/finish")
    result = visitor.get(attempt).text
    assert "wrenlock-why-date" in result
    assert "wrenlock-file" not in result
    assert "wrenlock-folder" not in result


def test_two_visitors_who_send_the_same_event_get_quizzes_of_their_own(act):
    places = {act(who).post(START, {"event_id": "event-of-both"}).location for who in ("student", "other")}
    assert len(places) == 2


def test_nobody_else_can_open_it(act):
    begun = act("student").post(START).location
    for who in ("anonymous", "guest", "other", "instructor"):
        assert act(who).get(begun).status_code == 404
