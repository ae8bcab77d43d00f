from __future__ import annotations

import pytest

from quizapp.bank.models import Question
from quizapp.db import db
from tests.studio.test_touching_views import text_of


@pytest.fixture
def accepted(instructor, student, all_kinds):
    """Accept an answer that came close, and return the question's page, the regrade's and the attempt."""
    page = f"/questions/{all_kinds['short_answer']}"
    attempt = student.start(kinds="short_answer")
    student.answer(attempt, "short-answer", ("Mr Pashinyan",))
    student.finish(attempt)
    instructor.post(f"{page}/accepted", data={"answer": "Mr Pashinyan"})
    return page, f"{page}/regrades/1", attempt


@pytest.fixture
def key_of(app, all_kinds):
    """Return a function that reads which answers the question takes now, and in which version."""

    def key_of():
        with app.app_context():
            question = db.session.get_one(Question, all_kinds["short_answer"])
            found = question.current_number, "Mr Pashinyan" in question.current.content["answers"]
            db.session.rollback()
        return found

    return key_of


@pytest.mark.longer
def test_taking_an_acceptance_back_takes_the_answer_out_too(instructor, student, accepted, key_of):
    page, regrade, attempt = accepted
    assert key_of() == (2, True)
    assert "Taking this back takes the accepted answer out of the question, too." in text_of(instructor.get(regrade))
    reply = instructor.post(f"{regrade}/undo")
    assert reply.location == page
    said = text_of(instructor.get(page))
    assert "all scores are as before, and the question does not accept the answer any more" in said
    assert "Version 1 restored" in said
    assert "Accept “Mr Pashinyan” for everybody" in instructor.get(page).text
    assert (key_of(), student.attempt(attempt).score) == ((3, False), 0.0)


@pytest.mark.longer
def test_where_the_question_was_changed_since_it_stays_and_that_is_said(
    instructor, student, accepted, key_of, fields_at
):
    page, regrade, attempt = accepted
    fields = fields_at(instructor, f"{page}/edit")
    instructor.post(f"{page}/edit", data=fields | {"save": "1", "explanation": "In another way."})
    assert "The question was changed since: taking this back leaves it as it is." in text_of(instructor.get(regrade))
    said = text_of(instructor.post(f"{regrade}/undo", follow_redirects=True))
    assert "The question was changed since: look whether it should still accept the answer." in said
    assert (key_of(), student.attempt(attempt).score) == ((3, True), 0.0)


@pytest.mark.longer
def test_what_was_answered_by_the_accepting_key_meanwhile_is_asked_about(instructor, student, accepted):
    page, regrade, _ = accepted
    since = student.start(kinds="short_answer")
    student.answer(since, "short-answer", ("Mr Pashinyan",))
    student.finish(since)
    assert student.attempt(since).score == 1.0
    reply = instructor.post(f"{regrade}/undo")
    assert reply.location == f"{page}/touches?since=2"
    assert "By the new one 0 scores rise and 1 falls." in text_of(instructor.get(reply.location))
    assert student.attempt(since).score == 1.0
