from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine

from quizapp.accounts.models import Person
from quizapp.db import db

NIGHT = datetime(2026, 3, 3, 1, tzinfo=UTC)
STILL = "Here it is still 2 Mar 2026: a day of study ends at 04:00."


@pytest.fixture
def clock():
    """Hold the clock at one in the morning."""
    with time_machine.travel(NIGHT, tick=False) as clock:
        yield clock


@pytest.fixture
def student(clock, browse, small_bank):
    return browse()


@pytest.mark.longer
def test_past_midnight_every_page_with_days_says_which_day_it_is_here(clock, student):
    student.post("/tests/new", data={"title": "Unit 1", "held_on": "2026-03-03", "banks": "1", "minutes": "10"})
    student.post("/review/cards/1", data={"rating": "4", "event_id": "event-0001"})
    pages = ("/", "/progress/forecast", "/progress/cards/1", "/tests", "/tests/1")
    for path in pages:
        assert STILL in student.get(path).text, path
    clock.move_to(datetime(2026, 3, 3, 4, tzinfo=UTC))
    for path in pages:
        assert "Here it is still" not in student.get(path).text, path


@pytest.mark.longer
def test_when_all_is_done_past_midnight_that_is_said_beside_the_day_of_the_next_card(student):
    student.post("/settings", data={"new_per_day": "1", "reviews_per_day": "200"})
    student.post("/review/cards/1", data={"rating": "4", "event_id": "event-0001"})
    page = student.get("/review/").text
    assert "The next card is due on" in page
    assert STILL in page


@pytest.mark.longer
def test_when_a_card_in_its_steps_comes_back_is_said_once_and_needs_no_day(student):
    student.post("/settings", data={"new_per_day": "1", "reviews_per_day": "200"})
    student.post("/review/cards/1", data={"rating": "1", "event_id": "event-0001"})
    page = student.get("/review/").text
    assert page.count("3 Mar 2026, 01:01") == 1
    assert STILL not in page


@pytest.mark.longer
def test_the_day_ends_when_the_calendar_of_ones_class_says(app, student):
    assert "A day ends at 04:00." not in student.get("/progress").text, "nothing was practised"
    student.post("/review/cards/1", data={"rating": "4", "event_id": "event-0001"})
    assert "A day ends at 04:00." in student.get("/progress").text
    with app.app_context():
        db.session.execute(sa.update(Person).values(calendar="Asia/Yerevan 6"))
        db.session.commit()
    assert "A day ends at 06:00." in student.get("/progress").text
    assert "Here it is still 2 Mar 2026: a day of study ends at 06:00." in student.get("/progress/forecast").text
