from __future__ import annotations

import sqlalchemy as sa

from quizapp.bank.models import Bank, Origin, Question
from quizapp.bank.names import LONGEST_NAME, known_names
from quizapp.bank.versions import Authorship, add_version
from quizapp.clock import utcnow


def bank_id(session, key="sample"):
    return session.scalars(sa.select(Bank.id).where(Bank.key == key)).one()


def test_names_are_short_options_and_answers_without_feedback(session, load, make_bank, make_draft, samples):
    load(make_bank(*[make_draft(kind) for kind in samples]))
    names = known_names(session, bank_id(session))
    assert list(names) == sorted(set(names))
    assert {"Pashinyan", "Mirzoyan", "Ararat Mirzoyan", "NATO", "Prime minister", "Dmytro Kuleba"} <= set(names)
    assert not any("canary" in name for name in names)
    assert not {"30000", "2023-09", "CSTO card", "one"} & set(names)
    assert max(map(len, names)) <= LONGEST_NAME


def test_long_options_are_no_names(session, load, make_bank, make_draft):
    raw = {"stem": "Who?", "answer": "x" * LONGEST_NAME, "distractors": ["y" * (LONGEST_NAME + 1)]}
    load(make_bank(make_draft("single_choice", raw=raw)))
    assert known_names(session, bank_id(session)) == ("x" * LONGEST_NAME,)


def test_a_bank_knows_its_own_names_only(session, load, make_bank, make_draft):
    load(make_bank(make_draft("short_answer")))
    load(make_bank(make_draft(), key="second"))
    assert known_names(session, bank_id(session, "second")) == ()
    assert known_names(session, 999) == ()


def test_names_follow_an_edit_and_cost_one_statement_otherwise(session, load, make_bank, make_draft, statements):
    load(make_bank(make_draft("short_answer", key="one")))
    bank = bank_id(session)
    assert "Pashinyan" in known_names(session, bank)
    with statements() as ran:
        assert "Pashinyan" in known_names(session, bank)
    assert len(ran) == 1
    edited = make_draft("short_answer", key="one", raw={"stem": "Who?", "answers": ["Huang"]})
    question = session.scalars(sa.select(Question)).one()
    add_version(session, question, edited, Authorship(Origin.BROWSER), now=utcnow())
    session.commit()
    assert known_names(session, bank) == ("Huang",)


def test_another_banks_edit_does_not_have_names_read_anew(session, load, make_bank, make_draft, statements):
    load(make_bank(make_draft("short_answer")))
    bank = bank_id(session)
    known = known_names(session, bank)
    load(make_bank(make_draft(), key="second"))
    with statements() as ran:
        assert known_names(session, bank) == known
    assert len(ran) == 2  # its newest version was asked for, none of its questions
    with statements() as ran:
        known_names(session, bank)
    assert len(ran) == 1
