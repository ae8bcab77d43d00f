from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes import pages, queries
from quizapp.quizzes.models import Attempt, Slot
from quizapp.quizzes.records import records_of_learner
from quizapp.quizzes.terms import Showing, Terms, When


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


@pytest.fixture
def very_sure(give):
    """Answer one question under terms with certainty, very sure; return what its page and the result show."""

    def very_sure(answers, shows=None, change=None, key="brokered"):
        player, attempt = give(Terms(shows or Showing(), certainty=True), key)
        fields = player.fields(attempt, key, answers) | {"certainty": "3", "event_id": "event-sure"}
        player.client.post(player.path(attempt, key), data=fields)
        player.finish(attempt)
        if change:
            with player.app.app_context():
                db.session.execute(sa.update(Slot).where(Slot.attempt_id == attempt).values(**change))
                db.session.commit()
        return player.page(attempt, key), player.client.get(f"/attempts/{attempt}").text

    return very_sure


@pytest.mark.longer
def test_certainty_costs_what_it_counts(very_sure):
    for page in very_sure(("false",)):
        assert "Very sure: −6 points" in page


@pytest.mark.longer
def test_half_of_what_certainty_gives_is_said_in_the_plural(very_sure):
    for page in very_sure(("0", "1", "3", "2"), key="offices"):
        assert "Very sure: 1.5 points" in page


@pytest.mark.longer
def test_certainty_without_an_answer_costs_nothing(very_sure):
    for page in very_sure(()):
        assert "Not answered" in page
        assert "Very sure" not in page


@pytest.mark.longer
def test_certainty_about_a_dropped_question_costs_nothing(very_sure):
    for page in very_sure(("false",), change={"dropped": True}):
        assert "Wrong" in page
        assert "Very sure: −6" not in page


@pytest.mark.longer
@pytest.mark.parametrize("score", [When.NEVER, When.AFTER_CLOSING])
def test_points_by_certainty_stay_hidden_while_the_points_in_all_are_as_they_add_up_to_them(very_sure, score):
    shows = Showing(score=score, verdict=When.AT_ONCE, key=When.AT_ONCE)
    for page in very_sure(("false",), shows):
        assert "Wrong" in page
        assert "Very sure" not in page


@pytest.mark.longer
@pytest.mark.parametrize(
    ("typed", "shown", "unit"),
    [
        ("19", "19 days", "days"),
        ("19 days", "19 days", "days"),
        ("1 day", "1 day", "days"),
        ("20", "20 days", "days"),
        ("-1 900,5", "-1 900,5 days", "days"),
        ("5 km2", "5 km2", "km²"),
    ],
)
def test_a_number_that_was_typed_is_shown_with_its_unit_once(load, practice, browse, app, typed, shown, unit):
    load([practice.draft("long", "numeric", {"stem": "How long?", "answer": "20", "unit": unit})])
    player = practice.Player(app, browse())
    page = player.answer(player.start(), "long", (typed,), follow_redirects=True).text
    assert re.findall(r'<dt>Your answer</dt><dd dir="auto">([^<]*)</dd>', page) == [shown]
    assert page.count("<dt>The answer</dt>") == (typed != "20"), "what is right is not told twice"
