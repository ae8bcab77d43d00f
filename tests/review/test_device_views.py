from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

NOW = datetime(2026, 3, 2, 20, tzinfo=UTC)
NOW_MS = round(NOW.timestamp() * 1000)


@pytest.fixture
def student(browse, small_bank):
    with time_machine.travel(NOW - timedelta(days=3), tick=False):
        student = browse()
    with time_machine.travel(NOW, tick=False):
        yield student


def event(number, card=1, rating=3, ago_ms=60_000, **more):
    return {"event_id": f"event-{number:04}", "card": card, "rating": rating, "at": NOW_MS - ago_ms} | more


def send(client, *events, headers=None, **more):
    body = {"sent_at": NOW_MS, "events": list(events)} | more
    return client.post("/review/events", json=body, headers=headers or {})


def person_of(client):
    return re.search(r'data-person="([^"]+)"', client.get("/").text)[1]


def test_each_event_gets_its_receipt(student, stored):
    reply = send(student, event(1), event(2, 999), event(3, rating=9), {"event_id": "event-0004"})
    first, gone, malformed, empty = reply.json["receipts"]
    assert first == {"event_id": "event-0001"}
    assert (gone["refused"], malformed["refused"], empty["refused"]) == (410, 422, 422)
    assert "not asked any more" in gone["sentence"]
    assert stored("review_log", "event_id", "rating") == [("event-0001", 3)]


def test_a_rating_says_whether_it_was_given_without_a_network(student, stored):
    send(student, event(1, ago_ms=0))
    again = event(2, ago_ms=0, duration_ms=30_000)
    assert send(student, again).json["receipts"][0]["refused"] == 412
    assert send(student, again | {"offline": "yes"}).json["receipts"][0]["refused"] == 412
    assert send(student, again | {"offline": True}).json["receipts"] == [{"event_id": "event-0002"}]


@pytest.mark.longer
def test_ratings_are_taken_back(student, stored):
    undo = {"event_id": "event-0002", "undoes": "event-0001", "at": NOW_MS}
    reply = send(student, event(1), undo, {"event_id": "event-0003", "undoes": "event-none"})
    assert [receipt.get("refused") for receipt in reply.json["receipts"]] == [None, None, 409]
    assert stored("memory_states") == []


@pytest.mark.longer
def test_help_with_a_hard_card_is_told_by_its_address(student):
    ago, events = 2 * 86_400_000, []
    for number in range(40):
        ago -= 4_000_000
        events.append(event(number, rating=1 if number % 2 else 4, ago_ms=ago))
    assert {"/review/cards/1/help"} == {one["help"] for one in send(student, *events).json["receipts"] if "help" in one}


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"events": [], "sent_at": "now"},
        {"events": {}, "sent_at": 1},
        {"events": [{}], "sent_at": 1},
        {"events": ["event-0001"], "sent_at": 1},
        {"events": [{"event_id": "un/safe-id"}], "sent_at": 1},
        {"events": [{"event_id": "event-0001"}] * 201, "sent_at": 1},
    ],
)
def test_what_is_no_batch_is_refused_as_a_whole(student, stored, body):
    assert student.post("/review/events", json=body).status_code == 400
    assert stored("review_log") == []


@pytest.mark.longer
def test_lists_within_lists_without_end_are_refused_too(student):
    for body in (b"[" * 100_000, b'{"sent_at": 1, "events": [' + b'{"at":' * 100_000):
        assert student.post("/review/events", data=body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "more", [{"rating": True}, {"card": 2**40}, {"card": -1}, {"card": "1"}, {"rating": "3"}, {"undoes": 7}]
)
def test_what_is_no_event_is_refused_on_its_own(student, stored, more):
    reply = send(student, event(1) | more, event(2))
    assert [receipt.get("refused") for receipt in reply.json["receipts"]] == [422, None]
    assert len(stored("review_log")) == 1


def test_numbers_that_cannot_be_are_left_out(student, stored):
    send(student, event(1, duration_ms=-1, placed=1.5, ago_ms=-(2**60)), event(2, 2, duration_ms=700, placed=20_520))
    kept = stored("review_log", "event_id", "duration_ms", "placed_day")
    assert kept == [("event-0001", None, None), ("event-0002", 700, 20_520)]


@pytest.mark.longer
def test_nobody_sends_for_somebody_else(student, browse, stored):
    other = person_of(browse())
    assert send(student, event(1), headers={"X-Person": other}).status_code == 401
    assert stored("review_log") == []
    assert send(student, event(1), headers={"X-Person": person_of(student)}).status_code == 200


def test_who_is_nobody_is_told_to_sign_in_and_no_guest_is_made(client, small_bank, stored):
    assert send(client, event(1)).status_code == 401
    assert stored("people") == []


@pytest.mark.longer
def test_a_session_says_whose_it_is_and_brings_a_token(student, client):
    assert student.get("/session").json["person"] == person_of(student)
    assert student.get("/session").json["token"]
    assert client.get("/session").json["person"] == ""


def test_more_events_send_as_many_statements_each(student, statements):
    numbers = []
    for size in (1, 11):
        with statements() as sent:
            send(student, *(event(size * 100 + number, 1 + number % 8) for number in range(size)))
        numbers.append(len(sent))
    assert (numbers[1] - numbers[0]) / 10 <= 3
    assert numbers[0] <= 9


def test_the_page_without_a_network_names_all_that_it_runs_where_a_device_looks_for_it(client):
    page = client.get("/review/offline").text
    scripts = re.search(r'data-scripts="([^"]*)"', page)[1].split()
    assert {address.partition("?")[0].rpartition("/")[2] for address in scripts} >= {"app.js", "review.js", "outbox.js"}
    assert set(scripts) <= set(re.findall(r'(?:href|src)="([^"]*/static/[^"]+)"', page)), (
        "as service-worker.js reads it"
    )


def test_the_page_without_a_network_says_nothing_of_who_is_there(student, client):
    page = client.get("/review/offline").text
    assert "Flashcards" in page
    assert "Sign in" not in page
    assert "Sign out" not in page
