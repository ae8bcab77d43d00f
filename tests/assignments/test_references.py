from __future__ import annotations

import sqlalchemy as sa

from quizapp.assignments.references import counts_of_cells, find_to_add, read_references, write_references
from quizapp.bank.models import Question
from quizapp.clock import utcnow


def test_lines_name_questions_in_their_order_and_each_once(session, question_ids):
    found = read_references(session, " small/surname\n\nsmall/premier\nsmall/surname", sa.true())
    assert found.ids == (question_ids["surname"], question_ids["premier"])
    assert write_references(session, found.ids) == "small/surname\nsmall/premier"


def test_what_is_not_there_or_not_ready_is_told_by_its_line(session, question_ids):
    session.get_one(Question, question_ids["wars"]).state = "draft"
    found = read_references(session, "small/premier\nother/premier\nnonsense\nsmall/wars", sa.true())
    assert found.unknown == ((2, "other/premier"), (3, "nonsense"))
    assert found.not_ready == ((4, "small/wars"),)
    assert found.ids == (question_ids["premier"],)


def test_questions_are_found_to_be_added(session, question_ids):
    [found] = find_to_add(session, "topic:about-premier", sa.true(), now=utcnow())
    assert (found.reference, found.title, found.level) == ("small/premier", "Who is the prime minister?", 1)


def test_what_somebody_may_not_see_is_not_there(session, question_ids):
    others = Question.key != "premier"
    assert read_references(session, "small/premier\nsmall/surname", others).unknown == ((1, "small/premier"),)
    assert find_to_add(session, "topic:about-premier", others, now=utcnow()) == []


def test_each_cell_of_the_table_says_how_many_there_are(session, question_ids):
    assert counts_of_cells(session)["about-premier"] == {1: 1}
