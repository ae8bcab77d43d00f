from __future__ import annotations

import pytest

from quizapp.bank.models import QuestionVersion
from tests.studio.test_touching_views import text_of


@pytest.mark.longer
def test_accepting_an_answer_that_came_close_is_seen_before_it_is_done(instructor, student, all_kinds, stored):
    page = f"/questions/{all_kinds['short_answer']}"
    attempt = student.start(kinds="short_answer")
    student.answer(attempt, "short-answer", ("Mr Pashinyan",))
    student.finish(attempt)
    assert "Mr Pashinyan" in text_of(instructor.get(page))
    before = stored(QuestionVersion)
    seen = text_of(instructor.get(f"{page}/accepted?answer=Mr+Pashinyan"))
    assert "1 score rises." in seen
    assert "Accepted so far: “Pashinyan” , “Nikol Pashinyan”" in seen
    assert "0 → 1" in seen
    assert instructor.get(f"{page}/accepted?answer=Nobody").status_code == 404
    assert (stored(QuestionVersion), student.attempt(attempt).score) == (before, 0.0)
    reply = instructor.post(f"{page}/accepted", data={"answer": "Mr Pashinyan"}, follow_redirects=True)
    assert "Accepted: 1 score changed." in reply.text
    assert stored(QuestionVersion) == before + 1
    assert student.attempt(attempt).score == 1.0
    again = instructor.post(f"{page}/accepted", data={"answer": "Mr Pashinyan"}, follow_redirects=True)
    assert "not among those that came close" in again.text
    late = instructor.get(f"{page}/accepted?answer=Mr+Pashinyan", follow_redirects=True)
    assert "“Mr Pashinyan” is accepted already." in late.text
    assert stored(QuestionVersion) == before + 1


@pytest.mark.longer
def test_the_reason_of_an_accepted_answer_is_said_in_the_language_of_the_page(
    instructor, student, all_kinds, in_german
):
    page = f"/questions/{all_kinds['short_answer']}"
    attempt = student.start(kinds="short_answer")
    student.answer(attempt, "short-answer", ("Mr Pashinyan",))
    student.finish(attempt)
    instructor.post(f"{page}/accepted", data={"answer": "Mr Pashinyan"})
    assert "“Mr Pashinyan” is accepted, too." in text_of(instructor.get(page))
    assert "Reason: „Mr Pashinyan“ gilt auch." in text_of(in_german.get(page))
