from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from quizapp.clock import utcnow
from tests.given import AT_ITS_END, waiting_until


def test_a_first_visitor_has_no_forecast(client):
    assert client.get("/progress/forecast").status_code == 404


@pytest.mark.longer
def test_the_forecast_has_a_row_for_each_of_sixty_days_and_a_bar_where_cards_come_due(
    browse, make_person, rate, cards_of
):
    person_id = make_person()
    assert "Nothing is due" in browse(person_id).get("/progress/forecast").text
    rate(person_id, cards_of("premier")[0], 3, utcnow() - timedelta(days=30))
    rate(person_id, cards_of("surname")[0], 4)
    page = browse(person_id).get("/progress/forecast").text
    assert page.count("<rect") == 2, "a day without a card has none"
    assert page.count("<tr>") == 61
    assert "1 since before" in page
    assert len(re.findall(r"<title>[^<]*1 card</title>", page)) == 2


@pytest.mark.longer
def test_easy_and_free_days_are_told_in_the_forecast(browse, make_person, rate, cards_of):
    person_id = make_person()
    rate(person_id, cards_of("premier")[0], 4)
    student = browse(person_id)
    assert "free day" not in student.get("/progress/forecast").text
    student.post("/settings/calendar", data={f"shares-{day}": "0.5" if day == 2 else "0" for day in range(7)})
    page = student.get("/progress/forecast").text
    assert 50 <= page.count("· free day") <= 52
    assert 8 <= page.count("· easy day") <= 9


@pytest.mark.longer
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


@pytest.mark.longer
def test_the_forecast_says_today_where_most_comes_due_today(browse, make_person, rate, cards_of):
    person_id = make_person()
    rate(person_id, cards_of("premier")[0], 4)
    assert "most on " in browse(person_id).get("/progress/forecast").text
    for key in ("surname", "csto", "offices"):
        rate(person_id, cards_of(key)[0], 4, utcnow() - timedelta(days=60))
    page = browse(person_id).get("/progress/forecast").text
    assert "most today: 3." in page
    assert "most on " not in page


@pytest.mark.longer
def test_the_forecast_says_why_a_day_asks_fewer_cards_than_are_due(browse, make_person, rate, cards_of):
    person_id, siblings = make_person(), cards_of("offices")
    assert len(siblings) > 1
    rate(person_id, siblings[0], 4, utcnow() - timedelta(days=60))
    student = browse(person_id)
    assert "fewer are asked" not in student.get("/progress/forecast").text
    rate(person_id, siblings[1], 4, utcnow() - timedelta(days=60))
    page = student.get("/progress/forecast").text
    assert "Today fewer are asked: one card of each question a day, and no more than your settings allow." in page
    assert "Cards of a quiz" not in page


@pytest.mark.longer
def test_the_forecast_agrees_with_the_start_page_on_what_was_buried_or_suspended(browse, make_person, rate, cards_of):
    person_id, student = (made := make_person()), browse(made)
    keys = ("premier", "surname", "csto")
    for key in keys:
        rate(person_id, cards_of(key)[0], 4, utcnow() - timedelta(days=60))
    for key, deed in (("premier", "bury"), ("surname", "suspend")):
        sent = {"deed": deed, "event_id": f"event-{deed}", "on": "1"}
        assert student.post(f"/review/cards/{cards_of(key)[0]}/marks", data=sent).status_code == 302
    page = student.get("/progress/forecast").text
    assert "2 cards come due within a week," in page
    assert "1 since before" in page
    assert "fewer are asked" not in page, "today asks what is due: one"


@pytest.mark.longer
def test_the_forecast_names_an_open_quiz_whose_cards_wait(give, rate, cards_of):
    player, given = give(AT_ITS_END, "premier")
    person_id = player.attempt(given).learner_id
    rate(person_id, cards_of("surname")[0], 4, utcnow() - timedelta(days=60))
    waits = "Cards of a quiz that you were given and have open wait until you have finished it."
    assert waits not in player.client.get("/progress/forecast").text
    rate(person_id, cards_of("premier")[0], 4, utcnow() - timedelta(days=60))
    page = player.client.get("/progress/forecast").text
    assert "Today fewer are asked" in page
    assert waits in page
    player.finish(given)
    assert waits not in player.client.get("/progress/forecast").text


@pytest.mark.longer
def test_the_forecast_names_a_finished_quiz_for_whose_results_cards_wait(give, rate, cards_of):
    player, given = give(waiting_until(utcnow() + timedelta(hours=2)), "premier")
    player.finish(given)
    rate(player.attempt(given).learner_id, cards_of("premier")[0], 4, utcnow() - timedelta(days=60))
    page = player.client.get("/progress/forecast").text
    assert "Today fewer are asked" in page
    assert "Cards of a quiz that you have finished wait until its results come, on " in page
    assert "have open" not in page


@pytest.mark.longer
def test_the_forecast_says_that_the_plan_for_a_test_chooses_what_is_asked(browse, make_person, rate, cards_of):
    person_id = make_person()
    rate(person_id, cards_of("premier")[0], 4, utcnow() - timedelta(days=60))
    student = browse(person_id)
    terms = {"title": "Unit 1", "held_on": (utcnow() + timedelta(days=21)).date().isoformat(), "minutes": "1"}
    student.post("/tests/new", data=terms | {"banks": "1"})
    page = student.get("/progress/forecast").text
    assert "A test is ahead, and its plan chooses what is asked each day" in page
    assert '<a href="/tests/1" dir="auto">Unit 1</a>' in page
    assert "fewer are asked" not in page, "one reason is enough"


@pytest.mark.longer
def test_where_the_plan_for_a_test_asks_all_that_is_due_the_forecast_says_nothing_of_it(
    browse, make_person, rate, cards_of
):
    person_id = make_person()
    for key in ("premier", "surname"):
        rate(person_id, cards_of(key)[0], 4, utcnow() - timedelta(days=60))
    rate(person_id, cards_of("csto")[0], 4, utcnow() - timedelta(days=4))
    student = browse(person_id)
    terms = {"title": "Unit 1", "held_on": (utcnow() + timedelta(days=9)).date().isoformat(), "banks": "1"}
    student.post("/tests/new", data=terms | {"minutes": "90"})
    assert "its plan chooses" not in student.get("/progress/forecast").text, "it asks the two, and more"
    student.post("/tests/1/edit", data=terms | {"minutes": "1"})
    rate(person_id, cards_of("offices")[0], 4, utcnow() - timedelta(days=60))
    assert "its plan chooses" in student.get("/progress/forecast").text


# ---- progress


@pytest.mark.longer
def test_a_first_visitor_has_nothing_yet(client):
    page = client.get("/progress").text
    assert "Nothing yet" in page
    for path in ("/progress/prediction", "/progress/log.csv", "/progress/log.json"):
        assert client.get(path).status_code == 404


@pytest.mark.longer
def test_progress_shows_days_time_topics_and_what_is_nearly_forgotten(browse, make_person, rate, cards_of):
    person_id, (card,) = make_person(), cards_of("premier")
    rate(person_id, card, 4, utcnow() - timedelta(days=9), 30_000)
    rate(person_id, card, 3, utcnow() - timedelta(days=1), 30_000)
    faded = cards_of("surname")[0]
    rate(person_id, faded, 1, utcnow() - timedelta(days=9), 30_000)
    rate(person_id, cards_of("brokered")[0], 1, utcnow(), 30_000)
    page = browse(person_id).get("/progress").text
    assert "<strong>2</strong> days in a row" in page
    assert "<strong>4</strong> answers" in page
    assert "About premier" in page
    assert f'href="/progress/cards/{faded}"' in page
    assert f'href="/progress/cards/{card}"' not in page
    assert 'class="level-1"' in page
    assert "100\N{NO-BREAK SPACE}%" in page
    assert "No card has come back" not in page


@pytest.mark.longer
def test_who_began_today_sees_no_table_of_nothing(browse, make_person, rate, cards_of):
    person_id = make_person()
    rate(person_id, cards_of("premier")[0], 1, utcnow())
    page = browse(person_id).get("/progress").text
    assert "No card has come back on a later day yet" in page
    assert "Nearly forgotten" not in page


@pytest.mark.longer
def test_every_chart_has_its_table(browse, make_person, rate, cards_of):
    person_id = make_person()
    rate(person_id, cards_of("premier")[0], 4, utcnow() - timedelta(days=9))
    for path in ("/progress", "/progress/forecast"):
        page = browse(person_id).get(path).text
        assert 0 < page.count("<svg") <= page.count("<table") + 1
        assert page.count('role="img"') == page.count("<svg") == page.count("the table below has the figures")


@pytest.mark.longer
def test_an_open_quiz_takes_what_it_asks_off_the_list_of_weak_cards(player, rate, cards_of, stored):
    (person_id,) = (number for number, role in stored("people", "id", "role") if role == "student")
    rate(person_id, cards_of("premier")[0], 3, utcnow() - timedelta(days=9))
    assert "Who is the prime minister?" in player.client.get("/progress").text
    attempt = player.start("at_end")
    assert "Who is the prime minister?" not in player.client.get("/progress").text
    player.finish(attempt)
    assert "Who is the prime minister?" in player.client.get("/progress").text


@pytest.mark.longer
def test_predictions_are_judged_beside_two_that_know_nothing(browse, make_person, rate, cards_of):
    person_id = make_person()
    cards = [*cards_of("offices"), *cards_of("premier"), *cards_of("surname"), *cards_of("csto")]
    for card in cards:
        for number, ago in enumerate((60, 50, 40, 20, 9, 2)):
            rate(person_id, card, 1 if (card + number) % 7 == 3 else 4, utcnow() - timedelta(days=ago))
    page = browse(person_id).get("/progress/prediction").text
    for words in ("AVG", "MOVING-AVG", "Log loss", "RMSE (bins)", "AUC", "Reliability"):
        assert words in page
    assert page.count("<circle") >= 1
    few = make_person()
    rate(few, cards[0], 4)
    assert "too few to judge by" in browse(few).get("/progress/prediction").text


@pytest.mark.longer
def test_ones_own_log_is_handed_out_as_files(browse, make_person, rate, cards_of):
    person_id, other = make_person(), make_person()
    rate(person_id, cards_of("premier")[0], 3)
    rate(other, cards_of("surname")[0], 3)
    student = browse(person_id)
    table, data = student.get("/progress/log.csv"), student.get("/progress/log.json")
    assert table.mimetype == "text/csv"
    assert "attachment" in table.headers["Content-Disposition"]
    assert table.text.count("\r\n") == 2
    assert "premier" in table.text
    assert [event["question"] for event in data.json["events"]] == ["premier"]


@pytest.mark.longer
def test_the_log_leaves_answers_out_whose_results_are_to_come(give, rate, cards_of):
    results_at = utcnow() + timedelta(hours=2)
    player, given = give(waiting_until(results_at), "premier", "surname")
    rate(player.attempt(given).learner_id, cards_of("premier")[0], 3, utcnow() - timedelta(days=9))
    for key in ("premier", "surname"):
        player.answer(given, key)
    player.finish(given)

    def told():
        return [event["source"] for event in player.client.get("/progress/log.json").json["events"]]

    assert told() == ["review"]
    assert ",quiz," not in player.client.get("/progress/log.csv").text
    with time_machine.travel(results_at, tick=False):
        assert told() == ["review", "quiz", "quiz"]


@pytest.mark.longer
def test_pages_of_progress_send_as_many_statements_however_much_was_done(
    browse, make_person, rate, cards_of, statements
):
    person_id, counts = make_person(), []
    paths = ("/progress", "/progress/prediction", "/progress/log.csv")
    for cards in (cards_of("premier"), [*cards_of("csto"), *cards_of("offices"), *cards_of("surname")]):
        for card in cards:
            for ago in (30, 12, 3):
                rate(person_id, card, 4, utcnow() - timedelta(days=ago))
        student, sent_by_path = browse(person_id), []
        for path in paths:
            student.get(path)
            with statements() as sent:
                assert student.get(path).status_code == 200
            sent_by_path.append(len(sent))
        counts.append(sent_by_path)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 9
