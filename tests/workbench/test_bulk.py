from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Bank, Card, Origin
from quizapp.bank.versions import Authorship, restore_version
from quizapp.clock import utcnow
from quizapp.workbench.bulk import plan_change, write_change
from quizapp.workbench.changes import MARKS, Action, Change
from quizapp.workbench.models import BulkItem


def test_each_question_gets_a_version_with_author_time_and_note(session, three, change, question, instructor_id):
    operation = change("topic", [three["a"], three["c"]], "csto")
    assert (operation.action, operation.said, operation.changed) == ("topic", {"value": "csto"}, 2)
    version = question(three["a"]).current
    assert (version.number, version.topic, version.author_id, version.note) == (2, "csto", instructor_id, "bulk: topic")
    assert (version.origin, version.created_at) == (Origin.BROWSER, operation.at)
    assert question(three["b"]).current_number == 1
    items = session.execute(sa.select(BulkItem.question_id, BulkItem.before, BulkItem.after)).all()
    assert set(map(str, items)) == {str((three[key], {"number": 1}, {"number": 2})) for key in "ac"}


@pytest.mark.parametrize("action", MARKS)
def test_marks_are_set_and_taken_without_a_version(three, change, question, action):
    name, is_set = MARKS[action]
    if not is_set:
        change(next(one for one in MARKS if MARKS[one] == (name, True)), [three["a"]])
    operation = change(action, list(three.values()))
    assert operation.changed == (3 if is_set else 1)
    assert (getattr(question(three["a"]), name) is not None) is is_set
    assert question(three["a"]).current_number == 1


def test_questions_move_to_the_end_of_another_bank_with_their_cards(session, three, change, question):
    other = session.scalar(sa.select(Bank.id).where(Bank.key == "other"))
    cards = session.scalars(sa.select(Card.id).where(Card.question_id == three["c"])).all()
    change("move", [three["c"], three["a"]], "other", bank_id=other)
    moved = [question(three[key]) for key in "ca"]
    assert [(one.bank.key, one.position, one.file_digest) for one in moved] == [("other", 1, None), ("other", 2, None)]
    assert session.scalars(sa.select(Card.id).where(Card.question_id == three["c"])).all() == cards


def test_an_id_that_is_taken_there_gets_a_number(session, three, change, question, load, make_bank, make_draft):
    load(make_bank(make_draft(key="a"), make_draft(key="a-2"), key="other"))
    other = session.scalar(sa.select(Bank.id).where(Bank.key == "other"))
    change("move", [three["a"]], "other", bank_id=other, renames=True)
    moved = question(three["a"])
    assert (moved.key, moved.position) == ("a-3", 3)
    assert moved.current.search_text.startswith("a-3 ")


@pytest.mark.longer
def test_what_is_edited_between_planning_and_writing_is_left_out(session, three, question, instructor_id):
    author = Authorship(Origin.BROWSER, instructor_id, "bulk")
    plan = plan_change(session, Change(Action.LEVEL, "3"), list(three.values()), author, now=utcnow())
    restore_version(session, question(three["b"]), 1, author, now=utcnow())
    assert write_change(session, plan, instructor_id, now=utcnow()).changed == 2
    assert [question(three[key]).current.level for key in "abc"] == [3, 2, 3]


def test_nothing_to_do_is_an_operation_of_nothing(three, change):
    assert change("level", [], "3").changed == change("flag", []).changed == 0
