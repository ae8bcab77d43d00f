"""States of questions come from files and go there, and meet what was changed in the browser."""

from __future__ import annotations

import sqlalchemy as sa

from quizapp.bank.dumping import dump_bank
from quizapp.bank.loading import LoadReport
from quizapp.bank.models import Bank, Origin, Question, State
from quizapp.bank.states import By, change_state, states_of_question
from quizapp.bank.versions import Authorship, create_question
from quizapp.clock import utcnow
from quizapp.formats.bank_yaml import parse_bank, write_bank


def bank_of(session):
    return session.scalars(sa.select(Bank)).one()


def question_of(session, key):
    return session.scalars(sa.select(Question).where(Question.key == key)).one()


def from_file(draft):
    """Return a draft as its own file gives it, with its text."""
    return parse_bank(write_bank(draft), f"{draft.key}.yaml")[0]


def in_state(make_bank, make_draft, state, **changes):
    return from_file(make_bank(make_draft(key="one", state=state, **changes)))


def test_the_state_that_a_file_says_comes_in_and_goes_out_byte_for_byte(session, load, make_bank, make_draft):
    draft = in_state(make_bank, make_draft, "draft")
    load(draft)
    assert question_of(session, "one").state == "draft"
    assert dump_bank(session, bank_of(session)) == write_bank(draft)
    assert load(draft) == LoadReport("sample", same=["one"])


def test_a_file_may_change_the_state_and_that_is_kept_in_the_log(session, load, make_bank, make_draft):
    load(in_state(make_bank, make_draft, "draft"))
    assert load(in_state(make_bank, make_draft, "ready", topic="new")) == LoadReport("sample", changed=["one"])
    assert load(in_state(make_bank, make_draft, "review", topic="new")) == LoadReport("sample", changed=["one"])
    question = question_of(session, "one")
    changes = [row.change for row in states_of_question(session, question.id)[::-1]]
    assert [(it.before, it.after, it.number, it.person_id) for it in changes] == [
        ("draft", "ready", 2, None),
        ("ready", "review", 2, None),
    ]
    assert question.current_number == 2


def test_a_state_that_was_changed_in_the_browser_stays_and_is_dumped(session, load, make_bank, make_draft):
    ready = in_state(make_bank, make_draft, "ready")
    load(ready)
    change_state(session, question_of(session, "one"), State.REVIEW, By(), now=utcnow())
    session.commit()
    assert load(ready) == LoadReport("sample", kept=["one"])
    text = dump_bank(session, bank_of(session))
    assert "    state: review\n" in text
    assert load(parse_bank(text, "sample.yaml")[0]) == LoadReport("sample", same=["one"])
    assert dump_bank(session, bank_of(session)) == text


def test_a_state_that_both_changed_differently_is_a_conflict(session, load, make_bank, make_draft):
    load(in_state(make_bank, make_draft, "ready"))
    change_state(session, question_of(session, "one"), State.REVIEW, By(), now=utcnow())
    session.commit()
    there = in_state(make_bank, make_draft, "draft", topic="there")
    for _ in range(2):
        assert load(there) == LoadReport("sample", conflicts=["one"])
        question = question_of(session, "one")
        assert (question.state, question.current.topic) == ("review", "rift")


def test_a_draft_made_in_the_browser_is_dumped_as_one(session, load, make_bank, make_draft):
    load(from_file(make_bank(make_draft(key="one"))))
    mine = make_draft(key="mine", state="draft")
    create_question(session, bank_of(session), mine, Authorship(Origin.BROWSER), now=utcnow())
    session.commit()
    text = dump_bank(session, bank_of(session))
    assert parse_bank(text, "sample.yaml")[0].questions[1].state == "draft"
    load(parse_bank(text, "sample.yaml")[0])
    assert question_of(session, "mine").file_state == "draft"
