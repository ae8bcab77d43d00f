from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from quizapp.accounts.models import Role
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.services import ClassSettings, create_class
from quizapp.db import db
from tests.given import AT_ITS_END, waiting_until

EVENING = datetime(2026, 3, 2, 20, tzinfo=UTC)


@pytest.fixture
def clock():
    """Hold the clock at eight in the evening."""
    with time_machine.travel(EVENING, tick=False) as clock:
        yield clock


def figures(client):
    """Return how many cards are due and how many are new."""
    listed = client.get("/").text.split('class="figures', 1)[1].split("</ul>")[0]
    return [int(number) for number in re.findall(r"<strong>(\d+)</strong>", listed)][:2]


def rate(client, cards, rating=4):
    for card in cards:
        client.post(f"/review/cards/{card}", data={"rating": str(rating), "event_id": f"event-card-{card:05}"})


def test_a_first_visitor_sees_what_there_is(client, small_bank, stored):
    page = client.get("/").text
    assert "A small bank" in page
    assert "8 questions" in page
    assert figures(client) == [0, 8]
    assert stored("people") == []


def test_without_a_bank_that_is_said(client):
    page = client.get("/").text
    assert "No bank is loaded yet." in page
    assert "Nothing is due." in page


@pytest.mark.longer
def test_home_says_what_is_due_and_what_is_new(clock, browse, make_person, cards_of):
    student = browse(make_person(Role.GUEST))  # whoever signed in is signed out after so long
    rate(student, [cards_of(key)[0] for key in ("premier", "surname", "csto")])
    assert figures(student) == [0, 5]
    clock.shift(timedelta(days=60))
    assert figures(student) == [3, 5]


@pytest.mark.longer
def test_the_figures_change_at_four_in_the_morning(clock, browse, cards_of):
    student = browse()
    student.post("/settings", data={"new_per_day": "1", "reviews_per_day": "200"})
    rate(student, [cards_of("premier")[0]])
    clock.move_to(EVENING + timedelta(hours=7, minutes=59))
    assert figures(student) == [0, 0]
    clock.move_to(EVENING + timedelta(hours=8))
    assert figures(student) == [0, 1]


@pytest.mark.longer
def test_cards_in_their_steps_are_said_to_come_again(clock, browse, cards_of):
    student = browse()
    rate(student, [cards_of("premier")[0]], rating=1)
    assert "again later today" in student.get("/").text
    student.post("/settings", data={"new_per_day": "1", "reviews_per_day": "200"})
    page = student.get("/").text
    assert "A card you are learning comes back 2 Mar 2026, 20:01." in page
    assert "Come back tomorrow" not in page
    clock.shift(timedelta(minutes=1))
    assert figures(student)[0] == 1


@pytest.mark.longer
def test_where_all_that_is_due_waits_for_a_quiz_home_says_when_it_comes(clock, give, browse, make_person, cards_of):
    person_id = make_person(Role.GUEST)
    student, later = browse(person_id), timedelta(days=60)
    student.post("/settings", data={"new_per_day": "0", "reviews_per_day": "200"})
    rate(student, [cards_of("premier")[0]])
    assert "Nothing is due. Come back tomorrow" in student.get("/").text
    clock.shift(later)
    player, given = give(waiting_until(EVENING + later + timedelta(hours=2)), "premier", person_id=person_id)
    page = student.get("/").text
    assert "Cards of a quiz that you were given and have open wait until you have finished it." in page
    assert not re.search("Come back tomorrow|Nothing is due|The next card", page)
    player.finish(given)
    page = student.get("/").text
    assert "Cards of a quiz that you have finished wait until its results come, on 1 May 2026, 22:00." in page
    assert not re.search("Come back tomorrow|Nothing is due|The next card", page)
    clock.shift(timedelta(hours=2))
    assert figures(student) == [1, 0]


@pytest.mark.longer
def test_what_waits_for_a_quiz_is_said_beside_a_card_in_its_steps_and_the_next_one(
    clock, give, browse, make_person, cards_of
):
    person_id = make_person(Role.GUEST)
    student = browse(person_id)
    student.post("/settings", data={"new_per_day": "0", "reviews_per_day": "200"})
    rate(student, [cards_of(key)[0] for key in ("premier", "surname")], rating=1)
    give(AT_ITS_END, "premier", person_id=person_id)
    page = student.get("/").text
    assert "A card you are learning comes back 2 Mar 2026, 20:01." in page
    assert "have open wait until you have finished it" in page
    clock.shift(timedelta(minutes=2))
    rate(student, [cards_of("csto")[0]], rating=4)
    student.post(f"/review/cards/{cards_of('surname')[0]}", data={"rating": "4", "event_id": "event-again"})
    page = student.get("/").text
    assert "The next card is due on" in page
    assert "have open wait until you have finished it" in page


@pytest.mark.longer
def test_open_attempts_and_latest_results_are_ones_own(player, browse):
    finished = player.start(size="2")
    player.finish(finished)
    opened = player.start(size="3")
    page = player.client.get("/").text
    assert f'href="/attempts/{opened}"' in page
    assert f'href="/attempts/{finished}"' in page
    assert "Go on with" in page
    assert "/attempts/" not in browse().get("/").text


@pytest.mark.longer
def test_a_teachers_home_leads_to_what_each_class_is_to_repeat(app, browse, make_person):
    teacher, ids = make_person(Role.INSTRUCTOR), list[int]()
    home = browse(teacher)
    assert "You have no class yet." in home.get("/").text
    with app.app_context():
        for number in range(8):
            settings = ClassSettings(f"10 {number}", "UTC")
            ids.append(create_class(db.session(), teacher, settings, now=EVENING).id)
        db.session().get_one(SchoolClass, ids[-1]).archived_at = EVENING
        db.session.commit()
    page = home.get("/").text
    assert "You have no class yet." not in page
    for way in ("", "/insight", "/assignments", "/gradebook"):
        assert f'href="/classes/{ids[-2]}{way}"' in page
    assert f'href="/classes/{ids[-1]}"' not in page  # archived
    assert "And 1 more class" in page
    assert "Your classes" not in browse().get("/").text


@pytest.mark.slow
def test_home_sends_as_many_statements_whatever_there_is(load, practice, browse, app, statements):
    player, counts = practice.Player(app, browse()), []
    for number, (questions, attempts) in enumerate(((10, 1), (150, 12))):
        load(practice.many_questions(questions), key=f"bank-{number}")
        for _ in range(attempts):
            player.finish(player.start(size="3"))
            player.start(size="3")
        rate(player.client, range(1 + number, 4 + number * 10))
        player.client.get("/")
        with statements() as sent:
            assert player.client.get("/").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 14  # three of them look for tests, announcements and tasks of classes


# ---- why is this card due?


@pytest.mark.longer
def test_a_card_tells_its_story_in_words(clock, browse, make_person, rate, cards_of):
    person_id, (card,) = make_person(), cards_of("premier")
    rate(person_id, card, 3, EVENING - timedelta(days=3))
    rate(person_id, card, 4, EVENING)
    page = browse(person_id).get(f"/progress/cards/{card}").text
    assert "Who is the prime minister?" in page
    for words in ("rated Easy", "rated Good", "3 days after the last time", "near enough", "Stability", "FSRS-6"):
        assert words in page
    assert page.index("rated Easy") < page.index("rated Good")


@pytest.mark.longer
def test_what_was_never_known_is_not_told_as_forgotten(clock, browse, make_person, rate, cards_of):
    person_id, (new,), (known,) = make_person(), cards_of("premier"), cards_of("deaths")
    rate(person_id, new, 1, EVENING)
    rate(person_id, known, 4, EVENING - timedelta(days=20))
    rate(person_id, known, 1, EVENING)
    student = browse(person_id)
    assert "1 time, forgotten 0 times after it was known" in student.get(f"/progress/cards/{new}").text
    assert "2 times, forgotten 1 time after it was known" in student.get(f"/progress/cards/{known}").text


@pytest.mark.longer
def test_a_card_whose_minutes_are_over_is_due_and_does_not_come_back_in_the_past(
    clock, browse, make_person, rate, cards_of
):
    person_id, (card,) = make_person(), cards_of("premier")
    rate(person_id, card, 1, EVENING - timedelta(hours=3))
    page = browse(person_id).get(f"/progress/cards/{card}").text
    assert "In its steps: due since" in page
    assert "it comes back" not in page


@pytest.mark.longer
def test_the_story_never_tells_the_back(browse, make_person, rate, cards_of, practice):
    person_id = make_person()
    backs = {"premier": "Pashinyan", "surname": "Pashinyan", "deaths": "30000", "offices": "Prime minister"}
    for key, back in backs.items():
        for card in cards_of(key):
            rate(person_id, card, 3)
            page = browse(person_id).get(f"/progress/cards/{card}").text
            assert practice.WHY not in page
            assert back not in page


@pytest.mark.longer
def test_a_rating_taken_back_is_told_as_taken_back(clock, browse, cards_of):
    student, (card,) = browse(), cards_of("premier")
    student.post(f"/review/cards/{card}", data={"rating": "3", "event_id": "event-first"})
    student.post("/review/undo", data={"event_id": "event-undo"})
    page = student.get(f"/progress/cards/{card}").text
    assert "You took this back" in page
    assert "it is new again" in page


@pytest.mark.longer
def test_the_back_of_a_card_leads_to_its_story_once_it_was_met(browse, cards_of):
    student, (card,) = browse(), cards_of("premier")
    link = f'href="/progress/cards/{card}"'
    assert link not in student.get(f"/review/cards/{card}").text
    student.post(f"/review/cards/{card}", data={"rating": "3", "event_id": "event-first"})
    assert link in student.get(f"/review/cards/{card}").text
    assert student.get(f"/progress/cards/{card}").status_code == 200


@pytest.mark.longer
def test_a_story_of_many_events_asks_no_more_of_the_database(browse, make_person, rate, cards_of, statements):
    person_id, (few, many) = make_person(), (cards_of("premier")[0], cards_of("surname")[0])
    rate(person_id, few, 3)
    for day in range(12):
        rate(person_id, many, 1 + day % 4, EVENING + timedelta(days=day))
    student, counts = browse(person_id), []
    for card in (few, many):
        student.get(f"/progress/cards/{card}")
        with statements() as sent:
            assert student.get(f"/progress/cards/{card}").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 6
