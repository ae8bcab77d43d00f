from __future__ import annotations

import re
from datetime import timedelta

from quizapp.clock import utcnow


def test_a_first_visitor_has_no_forecast(client):
    assert client.get("/progress/forecast").status_code == 404


def test_the_forecast_has_a_bar_and_a_row_for_each_of_sixty_days(browse, make_person, rate, cards_of):
    person_id = make_person()
    assert "Nothing is due" in browse(person_id).get("/progress/forecast").text
    rate(person_id, cards_of("premier")[0], 3, utcnow() - timedelta(days=30))
    rate(person_id, cards_of("surname")[0], 4)
    page = browse(person_id).get("/progress/forecast").text
    assert page.count("<rect") == 60
    assert page.count("<tr>") == 61
    assert "1 since before" in page
    assert len(re.findall(r"<title>[^<]*1 card</title>", page)) == 2


def test_easy_and_free_days_are_told_in_the_forecast(browse, make_person, rate, cards_of):
    person_id = make_person()
    rate(person_id, cards_of("premier")[0], 4)
    student = browse(person_id)
    assert "free day" not in student.get("/progress/forecast").text
    student.post("/settings/calendar", data={f"shares-{day}": "0.5" if day == 2 else "0" for day in range(7)})
    page = student.get("/progress/forecast").text
    assert 50 <= page.count("· free day") <= 52
    assert 8 <= page.count("· easy day") <= 9


def test_the_forecast_of_many_cards_asks_no_more_of_the_database(
    browse, make_person, rate, cards_of, statements
):  # fmt: skip
    person_id, counts = make_person(), []
    for cards in (cards_of("premier"), [*cards_of("csto"), *cards_of("offices"), *cards_of("surname")]):
        for card in cards:
            rate(person_id, card, 4)
        student = browse(person_id)
        student.get("/progress/forecast")
        with statements() as sent:
            student.get("/progress/forecast")
        counts.append(len(sent))
    assert counts[0] == counts[1]
