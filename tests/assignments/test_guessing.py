from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.app import create_app
from quizapp.ops.setup import disposed
from tests.practice import new_event


@pytest.mark.longer
def test_the_password_of_a_quiz_is_guessed_slowly_and_by_one_alone(settings, students, give_out, sign_in):
    assignment = give_out(password="wren in the hedge")
    with disposed(create_app(replace(settings, rate_limits=True))) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        guessing, neighbour = (sign_in(app.test_client(), person) for person in students[:2])

        def start(client, password, *, follow=False):
            data = {"event_id": new_event(), "password": password}
            return client.post(f"/assignments/{assignment}/start", data=data, follow_redirects=follow)

        for number in range(19):
            start(guessing, f"guess {number}")
        assert "That is not the password" in start(guessing, "guess", follow=True).text
        shut_out = start(guessing, "wren in the hedge", follow=True)
        assert "Too many wrong passwords" in shut_out.text
        assert shut_out.request.path == f"/assignments/{assignment}"
        assert start(neighbour, "Wren in the hedge ").location.startswith("/attempts/")
