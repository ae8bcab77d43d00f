from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.workbench.journal import operation_by_id, recent_operations, titles_left


@pytest.mark.longer
def test_what_can_still_be_taken_back_is_listed_newest_first(session, three, change, undo):
    first = change("flag", [three["a"]])
    second = change("level", [three["a"]], "3")
    undo(first)
    rows = recent_operations(session, None, now=utcnow())
    assert [(row.operation.id, row.person, row.undone_by) for row in rows] == [
        (second.id, "Ms Grigoryan", None),
        (first.id, "Ms Grigoryan", "Ms Grigoryan"),
    ]
    assert recent_operations(session, None, now=utcnow() + timedelta(days=31)) == []
    assert recent_operations(session, first.person_id + 1, now=utcnow()) == []
    assert operation_by_id(session, first.id) is first
    assert operation_by_id(session, 999) is None


@pytest.mark.longer
def test_what_was_left_alone_is_told_by_its_title_or_its_id_of_then(session, three, change, undo, question):
    left = change("level", list(three.values()), "3")
    change("level", [three["a"], three["b"]], "1")
    undo(left)
    question(three["b"]).key = "renamed"
    assert titles_left(session, [left]) == {left.id: ["The ceasefire was brokered by Russia.", "b"]}
    assert titles_left(session, [change("flag", [three["c"]])]) == {}


@pytest.mark.longer
def test_of_two_banks_with_the_same_ids_neither_title_is_guessed(
    session, load, three, samples, change, undo, make_bank, make_draft
):
    load(make_bank(make_draft(key="a", raw=samples["true_false"] | {"stem": "Another one."}), key="copied"))
    ids = list(session.scalars(sa.select(Question.id).where(Question.key == "a")))
    left = change("level", ids, "3")
    change("level", [three["a"]], "1")
    undo(left)
    assert titles_left(session, [left]) == {left.id: ["a"]}
