"""Tests of review/views.py: limits of a day, and where a day ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.models import MemoryState
from tests.given import AT_ITS_END, waiting_until
from tests.review.evening import EVENING, card_shown, counts, fields_of_rating, rate, set_limits

pytestmark = pytest.mark.slow


@pytest.fixture
def student(clock, browse, make_person, small_bank):
    return browse(make_person(Role.GUEST))  # whoever signed in is signed out after some weeks


def test_new_cards_end_at_the_days_limit_and_others_come_the_next_day(student, clock):
    set_limits(student, new=3)
    assert counts(student) == [0, 0, 3]
    for number in range(3):
        rate(student, card_shown(student), 4, f"event-000{number}")
    assert counts(student) == [0, 0, 0]
    assert "That is all for now." in student.get("/review/").text
    clock.move_to(EVENING + timedelta(days=1))
    assert counts(student)[2] == 3


def test_reviews_end_at_the_days_limit(student, clock):
    set_limits(student, new=8)
    for number in range(8):
        rate(student, card_shown(student), 4, f"event-000{number}")
    set_limits(student, new=0, reviews=2)
    clock.move_to(EVENING + timedelta(days=60))
    assert counts(student) == [0, 2, 0]
    for number in range(2):
        rate(student, card_shown(student), 3, f"event-001{number}")
    assert card_shown(student) is None


def test_a_rating_taken_back_does_not_use_up_the_limit(student):
    set_limits(student, new=1)
    rate(student, card_shown(student), 4, "event-0001")
    assert counts(student) == [0, 0, 0]
    student.post("/review/undo", data={"event_id": "event-undo"})
    assert counts(student) == [0, 0, 1]


def test_the_day_ends_at_four_and_not_at_midnight(student, clock):
    set_limits(student, new=1)
    rate(student, card_shown(student), 4, "event-0001")
    for hours, new in ((3.99, 0), (4, 0), (7.99, 0), (8, 1)):
        clock.move_to(EVENING + timedelta(hours=hours))
        assert counts(student) == [0, 0, new], hours


def test_a_due_card_comes_at_four_in_the_morning(student, clock):
    set_limits(student, new=1)
    card = card_shown(student)
    rate(student, card, 3, "event-0001")
    clock.shift(timedelta(minutes=10))
    assert card_shown(student) == card
    rate(student, card, 3, "event-0002")
    set_limits(student, new=0)
    due = [day for day in range(1, 9) if counts_at(clock, student, EVENING.replace(hour=4), day) != [0, 0, 0]]
    clock.move_to(EVENING.replace(hour=3, minute=59) + timedelta(days=due[0]))
    assert counts(student) == [0, 0, 0]


def counts_at(clock, client, start, day):
    clock.move_to(start + timedelta(days=day))
    return counts(client)


def test_undo_does_not_reach_over_the_end_of_the_day(student, clock, cards_of):
    rate(student, cards_of("premier")[0], 3, "event-0001")
    clock.move_to(EVENING + timedelta(hours=8))
    reply = student.post("/review/undo", data={"event_id": "event-undo"}, follow_redirects=True)
    assert "There is nothing of today to take back." in reply.text


def test_a_card_in_its_steps_is_announced_and_comes_back(student, clock):
    set_limits(student, new=1)
    card = card_shown(student)
    rate(student, card, 1, "event-0001")
    assert card_shown(student) is None
    assert "A card you are learning comes back" in student.get("/review/").text
    clock.shift(timedelta(minutes=1))
    assert card_shown(student) == card


def test_a_second_card_of_a_question_waits_for_another_day(student, clock, cards_of):
    rate(student, cards_of("offices")[0], 4, "event-0001")
    shown = set()
    for number in range(7):
        card = card_shown(student)
        shown.add(card)
        rate(student, card, 4, f"event-001{number}")
    assert not shown & set(cards_of("offices"))
    clock.shift(timedelta(days=1))
    assert card_shown(student) in set(cards_of("offices")) | set(cards_of("csto"))


def test_a_card_is_placed_as_if_there_were_none_that_are_never_asked(app, student, clock, cards_of):
    def change(statement):
        with app.app_context():
            db.session.execute(statement)
            db.session.commit()

    (card,), (gone,), others = cards_of("premier"), cards_of("surname"), cards_of("offices")
    for one in (card, gone, *others):
        rate(student, one, 4, f"event-of-card-{one}")
    clock.move_to(EVENING + timedelta(days=60))
    alone = fields_of_rating(student, card)["due_days"]
    filled = int(alone.split()[2])
    change(sa.update(MemoryState).where(MemoryState.card_id != card).values(due_day=filled))
    assert fields_of_rating(student, card)["due_days"] != alone
    for one in others:
        student.post(f"/review/cards/{one}/marks", data={"deed": "suspend", "event_id": f"suspend-{one}", "on": "1"})
    change(sa.update(Question).where(Question.key == "surname").values(archived_at=utcnow()))
    assert fields_of_rating(student, card)["due_days"] == alone


def test_a_quiz_answer_takes_a_card_out_of_the_new_ones(player):
    new = counts(player.client)[2]
    player.answer(player.start(), "premier")
    assert counts(player.client) == [0, 0, new - 1]


def test_where_an_open_quiz_keeps_back_all_that_would_come_next_the_days_end_says_so(
    clock, give, browse, make_person, cards_of
):
    person_id = make_person(Role.GUEST)
    student = browse(person_id)
    set_limits(student, new=1)
    rate(student, cards_of("premier")[0], 3, "event-0001")
    assert "Cards of a quiz" not in student.get("/review/").text
    player, given = give(AT_ITS_END, "premier", person_id=person_id)
    page = student.get("/review/").text
    assert "That is all for now." in page
    assert "Cards of a quiz that you were given and have open wait until you have finished it." in page
    assert "The next card" not in page
    assert "comes back" not in page
    player.finish(given)
    assert "Cards of a quiz" not in student.get("/review/").text


def test_where_cards_wait_for_the_results_of_a_finished_quiz_the_days_end_says_when_they_come(
    clock, give, browse, make_person, cards_of
):
    person_id = make_person(Role.GUEST)
    student = browse(person_id)
    set_limits(student, new=1)
    rate(student, cards_of("premier")[0], 3, "event-0001")
    player, given = give(waiting_until(EVENING + timedelta(hours=2)), "premier", person_id=person_id)
    player.finish(given)
    page = student.get("/review/").text
    assert "That is all for now." in page
    assert "Cards of a quiz that you have finished wait until its results come, on " in page
    assert "The next card" not in page, "its moment is told once"
    assert "have open" not in page
    clock.move_to(EVENING + timedelta(hours=2))
    assert card_shown(student) is not None


def test_a_day_without_a_rating_says_what_comes_next_and_what_waits(clock, give, browse, make_person, cards_of):
    person_id = make_person(Role.GUEST)
    student = browse(person_id)
    set_limits(student, new=0)
    assert "The next card" not in student.get("/review/").text
    rate(student, cards_of("premier")[0], 4, "event-0001")
    clock.move_to(EVENING + timedelta(days=1))
    page = student.get("/review/").text
    assert "That is all for now." in page
    assert "What today changed" not in page
    assert "The next card is due on" in page
    clock.move_to(EVENING + timedelta(days=60))
    player, given = give(AT_ITS_END, "premier", person_id=person_id)
    page = student.get("/review/").text
    assert "Cards of a quiz that you were given and have open wait until you have finished it." in page
    assert "The next card" not in page
    player.finish(given)
    assert card_shown(student) is not None
