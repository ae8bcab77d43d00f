from __future__ import annotations

import re

import pytest

CALENDAR = "/settings/calendar"
WEEK = {f"shares-{day}": "1" for day in range(7)}


@pytest.fixture
def student(browse, small_bank):
    return browse()


def chosen(page):
    return re.findall(r'<option selected value="([\d.]+)"', page)


@pytest.mark.longer
def test_a_first_visitor_sees_a_week_as_usual_and_becomes_a_guest_by_saving(client, stored):
    page = client.get(CALENDAR)
    assert chosen(page.text) == ["1"] * 7
    assert stored("people") == []
    assert client.post(CALENDAR, data=WEEK | {"shares-6": "0"}).location == CALENDAR
    assert stored("people", "id", "role") == [(1, "guest")]
    assert chosen(client.get(CALENDAR).text) == ["1"] * 6 + ["0"]


@pytest.mark.longer
def test_holidays_are_kept_and_empty_rows_left_out(student, stored):
    sent = WEEK | {
        "days_off-0-first": "2026-12-24",
        "days_off-0-last": "2027-01-06",
        "days_off-1-first": "",
        "days_off-1-last": "",
        "days_off-2-first": "2026-10-31",
        "days_off-2-last": "",
    }
    assert student.post(CALENDAR, data=sent).status_code == 302
    ((_person, kept),) = stored("study_calendars", "learner_id", "days_off")
    assert kept == [["2026-10-31", "2026-10-31"], ["2026-12-24", "2027-01-06"]]
    page = student.get(CALENDAR).text
    assert 'value="2027-01-06"' in page
    assert page.count('type="date"') == 2 * (2 + 2)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"shares-3": "7"}, "Not a valid choice"),
        ({"days_off-0-first": "soon"}, "Not a valid date"),
        ({"days_off-0-first": "2026-12-24", "days_off-0-last": "2062-01-06"}, "more than a year"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(student, stored, fields, said):
    reply = student.post(CALENDAR, data=WEEK | fields)
    assert reply.status_code == 422
    assert said in reply.text
    [where] = re.findall(r'<(?:input|select)[^>]* data-focus[^>]* name="([^"]+)"', reply.text)
    assert where == list(fields)[-1], "whoever uses the keyboard is led to what is wrong"
    assert stored("study_calendars") == []


@pytest.mark.longer
def test_the_days_shown_on_the_buttons_are_kept_with_the_rating(student, stored, cards_of):
    (card,) = cards_of("premier")
    page = student.get(f"/review/cards/{card}").text
    days = re.search(r'name="due_days" value="([^"]+)"', page)[1]
    assert re.fullmatch(r"- - - \d{5}", days)
    data = {"rating": "4", "event_id": "event-placed", "due_days": days}
    assert student.post(f"/review/cards/{card}", data=data).status_code == 302
    placed = int(days.split()[3])
    assert stored("review_log", "id", "placed_day") == [(1, placed)]
    assert stored("memory_states", "card_id", "due_day") == [(card, placed)]
    assert "to even out your days" in student.get(f"/progress/cards/{card}").text
