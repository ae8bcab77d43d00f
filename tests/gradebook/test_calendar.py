from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from quizapp.gradebook.calendar import Deadline, calendar_of

AT = datetime(2026, 3, 30, 21, 59, tzinfo=UTC)


def deadline(**said):
    return Deadline(**{"uid": "a-1@quizapp", "title": "Quiz", "at": AT, "description": "", "changed_at": AT} | said)


def events(text):
    return Calendar.from_ical(text).walk("VEVENT")


def test_a_deadline_is_an_event_at_its_moment():
    (event,) = events(calendar_of("Deadlines", [deadline(address="https://quiz.local/classes/1/marks/1")]))
    assert event.decoded("dtstart") == event.decoded("dtend") == AT
    assert str(event["summary"]) == "Quiz"
    assert str(event["uid"]) == "a-1@quizapp"
    assert str(event["url"]) == "https://quiz.local/classes/1/marks/1"


def test_moments_hold_across_daylight_saving():
    """Two deadlines at 23:59 in Berlin, on both sides of the last Sunday of March."""
    zone = ZoneInfo("Europe/Berlin")
    before, after = (datetime(2026, 3, day, 23, 59, tzinfo=zone) for day in (28, 29))
    found = [one.decoded("dtstart") for one in events(calendar_of("D", [deadline(at=before), deadline(at=after)]))]
    assert [one.astimezone(zone) for one in found] == [before, after]
    assert [one.hour for one in found] == [22, 21]


def test_what_would_break_a_line_or_a_value_is_escaped():
    title = "Übung; eins, zwei\\drei\r\nBEGIN:VEVENT\x07"
    text = calendar_of("Deadlines, mine", [deadline(title=title)])
    (event,) = events(text)
    assert str(event["summary"]) == "Übung; eins, zwei\\drei\nBEGIN:VEVENT"
    assert "\r\nX-WR-CALNAME:Deadlines\\, mine\r\n" in text


def test_lines_end_as_they_have_to_and_none_is_too_long():
    text = calendar_of("D", [deadline(title="Հայաստան " * 40, description="x" * 300)])
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = events(text)
    assert str(event["summary"]) == "Հայաստան " * 40


@pytest.mark.longer
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])))
def test_any_title_comes_back_as_it_was(title):
    (event,) = events(calendar_of("D", [deadline(title=title)]))
    assert str(event["summary"]) == title


def test_a_calendar_without_deadlines_is_one_too():
    assert events(calendar_of("D", [])) == []
