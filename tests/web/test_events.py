from __future__ import annotations

import re

import pytest
from werkzeug.exceptions import BadRequest

from quizapp.web.events import EVENT_ID_PATTERN, new_event_id, submitted_event_id


@pytest.fixture
def sent(app):
    def sent(**fields):
        with app.test_request_context(method="POST", data=fields):
            return submitted_event_id()

    return sent


@pytest.mark.parametrize("event_id", ["12345678", "a-b_c.d:e", "x" * 64])
def test_an_event_id_is_read_as_it_was_sent(sent, event_id):
    assert sent(event_id=event_id) == event_id


@pytest.mark.parametrize("event_id", ["", "1234567", "x" * 65, "with space", "12345678\n", "un/safe-id", "հայերեն-է"])
def test_what_is_no_event_id_is_refused(sent, event_id):
    with pytest.raises(BadRequest):
        sent(event_id=event_id)


def test_a_form_without_an_event_id_is_refused(sent):
    with pytest.raises(BadRequest):
        sent()


def test_ids_for_pages_are_proper_and_never_the_same():
    made = {new_event_id() for _ in range(200)}
    assert len(made) == 200
    assert all(re.match(EVENT_ID_PATTERN, event_id) for event_id in made)
