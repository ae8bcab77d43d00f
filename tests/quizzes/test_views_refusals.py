"""Tests of quizzes/views.py: whose attempts they are, and what is not there."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

POSTS = ("/attempts/{}/questions/1", "/attempts/{}/questions/1/reveal", "/attempts/{}/finish", "/attempts/{}/missed")
PAGES = ("/attempts/{}", "/attempts/{}/questions/1")


@pytest.mark.parametrize("path", POSTS)
def test_another_learners_attempt_cannot_be_changed(player, browse, stored, path):
    attempt = player.start("at_end")
    before = stored("slots"), stored("attempts"), stored("responses")
    data = {"event_id": "event-0001", "answer": "true"}
    assert browse().post(path.format(attempt), data=data).status_code == 404
    assert (stored("slots"), stored("attempts"), stored("responses")) == before


@pytest.mark.parametrize("path", PAGES)
def test_another_learners_attempt_cannot_be_seen(player, browse, app, path):
    attempt = player.start()
    assert browse().get(path.format(attempt)).status_code == 404
    assert app.test_client().get(path.format(attempt)).status_code == 404


@pytest.mark.parametrize("attempt", ["0", "999", str(10**30)])
@pytest.mark.parametrize("path", [*POSTS, *PAGES])
def test_an_attempt_that_is_not_there_is_404(player, attempt, path):
    ask = player.client.get if path in PAGES else player.client.post
    more = {} if path in PAGES else {"data": {"event_id": "event-0001"}}
    assert ask(path.format(attempt), **more).status_code == 404


@pytest.mark.parametrize("position", ["0", "9", str(10**30)])
def test_a_question_beyond_the_last_is_404(player, position):
    attempt = player.start()
    path = f"/attempts/{attempt}/questions/{position}"
    assert player.client.get(path).status_code == 404
    assert player.client.post(path, data={"event_id": "event-0001"}).status_code == 404


@pytest.mark.parametrize("path", POSTS[1:])
def test_asking_for_a_change_by_get_is_refused(player, path):
    attempt = player.start()
    assert player.client.get(path.format(attempt)).status_code == 405
