from __future__ import annotations

from quizapp.assignments.finding import finds_any, questions_found, read_query
from quizapp.clock import utcnow


def test_a_search_finds_questions_that_may_be_asked(session, question_ids):
    found = set(session.scalars(questions_found(session, "kind:matching", now=utcnow())))
    assert found == {question_ids["offices"]}
    assert len(session.scalars(questions_found(session, "", now=utcnow())).all()) == len(question_ids)


def test_what_a_search_does_not_understand_is_told(session, question_ids):
    assert read_query(session, "topic:nowhere").findings
    assert not read_query(session, "topic:about-premier").findings


def test_whether_a_search_finds_any(session, question_ids):
    assert finds_any(session, "kind:matching", now=utcnow())
    assert not finds_any(session, "history of mars", now=utcnow())
