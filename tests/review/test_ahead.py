from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

EVENING = datetime(2026, 3, 2, 20, tzinfo=UTC)


@pytest.fixture
def student(browse, small_bank):
    with time_machine.travel(EVENING, tick=False) as clock:
        student = browse()
        student.clock = clock
        yield student


def ahead(client, have=()):
    return client.get("/review/ahead", query_string={"have": ",".join(have)}).json


def tags(told):
    return [f"{card['id']}.{card['tag']}" for card in told["cards"]]


def rate(client, card, rating, number):
    return client.post(f"/review/cards/{card}", data={"rating": str(rating), "event_id": f"event-{number:04}"})


@pytest.mark.longer
def test_todays_cards_come_in_their_order_with_both_sides(student, practice):
    told = ahead(student)
    first = re.search(r'/review/cards/(\d+)"', student.get("/review/").text)[1]
    assert told["order"][0] == {"id": int(first), "phase": "new", "wait": 0}
    assert [card["id"] for card in told["cards"]] == [entry["id"] for entry in told["order"]]
    assert told["counts"] == {"learning": 0, "review": 0, "new": len(told["order"]), "later": 0, "planned": 0}
    for card in told["cards"]:
        assert practice.WHY not in card["front"]
        assert practice.WHY in card["back"]
        assert f'data-keep="{card["id"]}"' in card["back"]
        assert card["waits"][:3] == [60, 330, 600]


@pytest.mark.longer
def test_a_side_is_what_its_page_shows(student):
    told = ahead(student)
    card = told["cards"][0]
    pages = {"front": "/review/", "back": f"/review/cards/{card['id']}"}
    for side, path in pages.items():
        page = student.get(path).text
        for line in filter(None, map(str.strip, card[side].splitlines())):
            if "csrf_token" not in line and "event_id" not in line:
                assert line in page


@pytest.mark.longer
def test_no_token_is_handed_out_ahead(student):
    told = ahead(student)
    sides = [told["tools"], *(card["back"] for card in told["cards"])]
    assert {
        value for side in sides for value in re.findall(r'name="(?:csrf_token|event_id)" value="([^"]*)"', side)
    } == {""}


@pytest.mark.longer
def test_what_a_device_has_is_not_sent_again_until_it_changes(student):
    told = ahead(student)
    have = tags(told)
    assert ahead(student, have)["cards"] == []
    card = told["order"][0]["id"]
    student.post(f"/review/cards/{card}/marks", data={"deed": "flag-1", "event_id": "event-flag"})
    (changed,) = ahead(student, have)["cards"]
    assert (changed["id"], "red" in changed["front"], "Take the red flag away" in changed["tools"]) == (
        card,
        True,
        True,
    )
    student.clock.move_to(EVENING + timedelta(days=1))
    assert len(ahead(student, have)["cards"]) == len(have)


@pytest.mark.longer
def test_a_card_in_its_steps_comes_with_its_wait_while_that_is_short(student):
    card = ahead(student)["order"][0]["id"]
    rate(student, card, 3, 1)
    told = ahead(student)
    assert {"id": card, "phase": "learning", "wait": 600} in told["order"]
    assert (told["counts"]["learning"], told["counts"]["later"]) == (0, 1)
    student.clock.shift(timedelta(minutes=11))
    assert ahead(student)["order"][0] == {"id": card, "phase": "learning", "wait": 0}
    assert (ahead(student)["counts"]["learning"], ahead(student)["counts"]["later"]) == (1, 0)


def test_nobody_has_cards_ahead(client, small_bank):
    assert client.get("/review/ahead").status_code == 404


@pytest.mark.longer
def test_ratings_and_what_comes_next_go_in_one_request(student):
    card = ahead(student)["order"][0]["id"]
    at = round(EVENING.timestamp() * 1000)
    body = {"sent_at": at, "have": "", "events": [{"event_id": "event-0001", "card": card, "rating": 4, "at": at}]}
    told = student.post("/review/events", json=body).json
    assert card not in [entry["id"] for entry in told["ahead"]["order"]]
    assert "ahead" not in student.post("/review/events", json={"sent_at": at, "events": []}).json


@pytest.mark.longer
@pytest.mark.parametrize("feedback", ["at_once", "at_end"])
def test_an_answer_that_an_open_quiz_asks_for_is_withheld(browse, player, practice, feedback):
    student = player.client
    attempt = player.start(feedback, kinds="single_choice")
    told = ahead(student)
    withheld = [card for card in told["cards"] if card["back"] is None]
    assert [(practice.WHY in card["front"], card["waits"]) for card in withheld] == [(False, [])]
    assert "Who is the prime minister?" in withheld[0]["front"]
    assert all(card["back"] for card in ahead(browse())["cards"])
    player.answer(attempt, "premier")
    player.finish(attempt)
    assert all(card["back"] for card in ahead(student, tags(told))["cards"])


@pytest.mark.longer
def test_due_days_are_spread_as_if_each_card_were_recalled(load, practice, browse):
    load(practice.many_questions(60))
    with time_machine.travel(EVENING, tick=False):
        student = browse()
        student.post("/settings", data={"new_per_day": "60", "reviews_per_day": "200", "shortcuts": "y"})
        days = [
            re.search(r'name="due_days" value="([^"]*)"', card["back"])[1].split() for card in ahead(student)["cards"]
        ]
    easy = [day for *_rest, day in days if day != "-"]
    assert len(easy) == 60
    assert len(set(easy)) > 1


@pytest.mark.longer
@pytest.mark.parametrize("have_all", [False, True])
def test_more_cards_send_as_many_statements(load, practice, browse, statements, have_all):
    student, numbers = browse(), []
    for size in (10, 100):
        load(practice.many_questions(size))
        student.post("/settings", data={"new_per_day": str(size), "reviews_per_day": "200", "shortcuts": "y"})
        have = tags(ahead(student))
        with statements() as sent:
            assert len(ahead(student, have if have_all else ())["order"]) >= size
        numbers.append(len(sent))
    assert numbers[0] == numbers[1] <= 20
