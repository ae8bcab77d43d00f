from __future__ import annotations

import re

import pytest

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes import pages, queries
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.records import records_of_learner


@pytest.fixture
def page_of(player):
    """Return what the page of a question shows."""

    def page_of(attempt_id, key):
        place, learner = player.place(attempt_id, key), player.attempt(attempt_id).learner_id
        with player.app.test_request_context():
            slot = queries.slot_of_learner(db.session(), learner, attempt_id, place)
            page = pages.slot_page(db.session(), slot)
            db.session.rollback()
        return page

    return page_of


def states(page):
    return {item.state for item in page["navigator"]}


@pytest.mark.longer
def test_an_open_question_has_no_grade_and_no_back(player, page_of):
    attempt = player.start()
    for key in ("premier", "csto"):
        page = page_of(attempt, key)
        assert (page["grade"], page["back"], page["unanswered"]) == (None, None, 8)


@pytest.mark.longer
def test_an_answered_question_has_a_grade_at_once(player, page_of):
    attempt = player.start()
    player.answer(attempt, "premier")
    page = page_of(attempt, "premier")
    assert page["grade"].score == 1
    assert page["unanswered"] == 7
    assert states(page) == {"right", "open"}


@pytest.mark.longer
def test_until_the_finish_neither_grade_nor_score_leaves_the_page(player, page_of):
    attempt = player.start("at_end")
    player.answer(attempt, "premier")
    page = page_of(attempt, "premier")
    assert page["grade"] is None
    assert states(page) == {"answered", "open"}
    player.finish(attempt)
    page = page_of(attempt, "premier")
    assert page["grade"].score == 1
    assert states(page) == {"right", "open"}


@pytest.mark.longer
def test_a_result_has_a_row_for_each_question_with_its_grade(player):
    attempt = player.start("at_end")
    player.answer(attempt, "premier")
    player.answer(attempt, "offices", ("0", "1", "3", "2"))
    player.finish(attempt)
    with player.app.test_request_context():
        row = db.session.get_one(Attempt, attempt)
        page = pages.result_page(db.session(), row, now=utcnow())
        missed = pages.missed_questions(db.session(), row, now=utcnow())
        db.session.rollback()
    assert [row.position for row in page["rows"]] == list(range(1, 9))
    assert {row.version.key: row.grade.score for row in page["rows"] if row.grade.answered} == {
        "premier": 1,
        "offices": 0.5,
    }
    assert page["missed"] == len(missed) == 7


@pytest.mark.longer
def test_nothing_was_missed_in_an_open_attempt(player):
    attempt = player.start("at_end")
    with player.app.test_request_context():
        assert pages.missed_questions(db.session(), db.session.get_one(Attempt, attempt), now=utcnow()) == ()
        db.session.rollback()


def test_results_of_years_are_listed_a_page_at_a_time_and_of_a_quiz_the_newest(session, learner_id, quiz, attempt):
    often = quiz("often")
    for hour in range(12):
        attempt(often, hour, 1)
    for number in range(21):
        attempt(quiz(f"quiz {number}"), 100 + number, 1)
    found = records_of_learner(session, learner_id, now=utcnow())
    first, second = (pages.list_page(found, number, None) for number in (1, 2))
    assert [len(one["records"]) for one in (first, second)] == [20, 2]
    assert (second["records"][1].quiz, second["most"]) == (often, 10)
    alone = pages.list_page(found, 1, often.id)
    assert ([one.quiz for one in alone["records"]], alone["most"]) == ([often], None)


@pytest.mark.longer
def test_a_quiz_taken_often_leads_to_all_its_attempts(player):
    for _ in range(11):
        player.finish(player.start(size="1"))
    page = player.client.get("/attempts").text
    assert page.count('href="/attempts/') == 10
    more = re.search(r'href="(/attempts\?quiz=\d+)">11 attempts in all', page)[1]
    page = player.client.get(more).text
    assert page.count('href="/attempts/') == 11
    assert "All results" in page
