from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from tests.tokens import without_tokens


@pytest.fixture
def address(browse, students):
    """Let a student make their calendar address, and return it as a path."""

    def address(person_id):
        client = browse(person_id)
        assert client.post("/calendar").status_code == 302
        return re.search(r'value="http://[^/]+(/calendar/[^"]+\.ics)"', client.get("/calendar").text).group(1)

    return address


def events(client, path):
    reply = client.get(path)
    assert reply.status_code == 200
    assert reply.mimetype == "text/calendar"
    return Calendar.from_ical(reply.get_data()).walk("VEVENT")


@pytest.mark.longer
def test_a_calendar_needs_no_signing_in_and_names_nobody(app, address, give_out, students):
    give_out(title="Quiz, the; first", closes_at=datetime(2027, 3, 28, 21, 59, tzinfo=UTC))
    path = address(students[0])
    assert "Ani" not in without_tokens(path)
    (event,) = events(app.test_client(), path)
    assert str(event["summary"]) == "Quiz, the; first (10 b)"
    assert event.decoded("dtstart") == datetime(2027, 3, 28, 21, 59, tzinfo=UTC)
    assert "Ani" not in without_tokens(app.test_client().get(path).text)


@pytest.mark.longer
def test_an_address_holds_until_it_is_taken_back_or_made_anew(app, address, browse, students):
    first = address(students[0])
    second = address(students[0])
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200
    assert browse(students[0]).post("/calendar/revoke").status_code == 302
    assert app.test_client().get(second).status_code == 404
    assert "Make my address" in browse(students[0]).get("/calendar").text
