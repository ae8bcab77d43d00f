"""Practising on PostgreSQL: quizzes, flashcards, and requests that meet."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.config import read_settings
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.rebuild import rebuild_memories
from quizapp.ops.setup import load_shipped_banks

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]

WRITERS = 6


@pytest.fixture
def meet(app):
    """Let several threads send the requests that a function makes, all at once; returns the status codes."""

    def together(send):
        barrier = Barrier(WRITERS)

        def one(number):
            barrier.wait(30)
            return send(number).status_code

        with ThreadPoolExecutor(WRITERS) as pool:
            return list(pool.map(one, range(WRITERS)))

    return together


def test_the_settings_lead_to_this_database(settings):
    text = settings.database_url.render_as_string(hide_password=False)
    assert read_settings({"QUIZAPP_DATABASE_URL": text}).database_url == settings.database_url


def test_the_shipped_banks_load_and_can_be_searched(app, with_banks_loaded, make_person, browse):
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Question)) > 50
        db.session.rollback()
    page = browse(make_person(role=Role.INSTRUCTOR)).get("/questions?words=Pashinyan")
    assert page.status_code == 200


def test_a_quiz_from_its_start_to_its_result(player, stored):
    attempt = player.start()
    for key in ("brokered", "premier", "offices", "bodies", "surname", "wars", "deaths"):
        assert player.answer(attempt, key).status_code == 302
    assert player.finish(attempt).status_code == 302
    assert player.client.get(f"/attempts/{attempt}").status_code == 200
    assert player.attempt(attempt).score == 7
    assert len(stored("responses")) == 7


def test_flashcards_are_rated_taken_back_and_rebuilt_from_the_log(app, player, cards_of, stored):
    card = cards_of("surname")[0]
    for number in range(3):
        sent = {"rating": "3", "event_id": f"rating-{number:04}"}
        assert player.client.post(f"/review/cards/{card}", data=sent).status_code == 302
    assert [reps for _card, reps in stored("memory_states", "card_id", "reps")] == [3]
    assert player.client.post("/review/undo", data={"event_id": "undo-0001"}).status_code == 302
    assert len(stored("review_log")) == 4
    with app.app_context():
        total, differing = rebuild_memories(db.session(), rules_of_app(app))
        db.session.rollback()
    assert (total, differing) == (1, [])


def test_a_test_ahead_its_plan_and_ones_progress(player, cards_of):
    card = cards_of("surname")[0]
    week = {f"shares-{day}": "1" for day in range(7)}
    assert player.client.post("/settings/calendar", data=week | {"days_off-0-first": "2026-12-24"}).status_code == 302
    held_on = f"{utcnow() + timedelta(days=21):%Y-%m-%d}"
    terms = {"title": "Unit 1", "held_on": held_on, "banks": "1", "minutes": "5"}
    assert player.client.post("/tests/new", data=terms).location == "/tests/1"
    sent = {"rating": "4", "event_id": "rating-placed", "due_days": "- - - 29999", "duration_ms": "900"}
    assert player.client.post(f"/review/cards/{card}", data=sent).status_code == 302
    pages = ("/tests", "/tests/1", "/tests/1/edit", "/review/", "/progress", "/progress/forecast", "/timeline")
    for path in (
        *pages,
        "/progress/prediction",
        "/progress/log.csv",
        f"/progress/cards/{card}",
        f"/review/cards/{card}",
    ):
        assert player.client.get(path).status_code == 200, path


def test_the_same_answer_sent_by_several_at_once_is_one_answer(player, stored, meet):
    attempt = player.start()
    path, fields = player.path(attempt, "surname"), player.fields(attempt, "surname")
    cookie = player.client.get_cookie("quizapp")

    def send(_number):
        client = player.app.test_client()
        client.set_cookie("quizapp", cookie.value)
        return client.post(path, data=fields | {"event_id": "the-same-event"})

    assert set(meet(send)) == {302}
    assert len(stored("responses")) == 1
    assert len(stored("review_log")) == 1


def test_ratings_that_meet_leave_the_memory_that_the_log_gives(app, player, cards_of, stored, meet):
    card = cards_of("surname")[0]
    cookie = player.client.get_cookie("quizapp")

    def send(number):
        client = player.app.test_client()
        client.set_cookie("quizapp", cookie.value)
        return client.post(
            f"/review/cards/{card}", data={"rating": str(1 + number % 4), "event_id": f"meet-{number:04}"}
        )

    assert set(meet(send)) == {302}
    assert len(stored("review_log")) == WRITERS
    with app.app_context():
        _total, differing = rebuild_memories(db.session(), rules_of_app(app))
        db.session.rollback()
    assert differing == []


def test_a_double_click_on_start_opens_one_attempt(player, stored, meet):
    cookie = player.client.get_cookie("quizapp")

    def send(_number):
        client = player.app.test_client()
        client.set_cookie("quizapp", cookie.value)
        return client.post("/practise", data={"size": "3", "feedback": "at_once", "event_id": "start-0001"})

    assert set(meet(send)) == {302}
    assert len(stored("attempts")) == 1


def test_the_pages_that_look_through_the_banks_show_the_same_as_on_sqlite(app, with_banks_loaded, make_person, browse):
    student, instructor = browse(), browse(make_person(role=Role.INSTRUCTOR))
    for card in range(1, 20):
        fields = {"rating": "3", "event_id": f"event-card-{card:05}"}
        assert student.post(f"/review/cards/{card}", data=fields).status_code == 302
    for path in ("/timeline", "/sources", "/sources/huang-2023", "/actors", "/practise?passage=huang-2023%23p1"):
        assert student.get(path).status_code == 200
        assert instructor.get(path).status_code == 200
    assert "1994" in instructor.get("/timeline").text
    assert "No question fits." not in instructor.get("/questions?passage=huang-2023%23p1&level=1").text
    assert instructor.get("/coverage").status_code == 200


def test_the_diagnostic_is_taken_from_its_start_to_its_result(app, with_banks_loaded, browse, stored):
    student = browse()
    begun = student.post("/practise/ready/diagnostic", data={"event_id": "event-begins"})
    attempt = begun.location.rsplit("/questions/", 1)[0]
    assert len(stored("slots")) == 10
    for place in range(1, 11):
        assert student.get(f"{attempt}/questions/{place}").status_code == 200
    assert student.post(f"{attempt}/finish").status_code == 302
    assert "Ten-minute diagnostic" in student.get(attempt).text
    assert "Ten-minute diagnostic" in student.get("/attempts").text
    load_shipped_banks(app)
    assert len(stored("ready_quizzes")) == 2
