from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from quizapp.bank.dumping import dump_bank, stored_bank
from quizapp.bank.models import Bank, Origin, Question, State
from quizapp.bank.states import By, change_state
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.formats.bank_yaml import parse_bank, write_bank

ITEM = """\
- id: {key} # kept
  kind: true_false
  stem: The {key} mill stands.
  answer: yes
  facets: [claim]
  topic: mills
  difficulty: 1
  standing: reported
  sources: [book#p1]
  explanation: It does.
"""
KEYS = ("one", "two", "three", "four", "five")


def loaded(session, load):
    text = "bank: sample\ntitle: T\nquestions:\n" + "".join(ITEM.format(key=key) for key in KEYS)
    draft, problems = parse_bank(text, "sample.yaml")
    assert problems == []
    load(draft)
    bank = session.scalars(sa.select(Bank)).one()
    return bank, {question.key: question for question in bank.questions}, text


@pytest.mark.longer
def test_what_is_dumped_is_what_the_bank_says_whatever_became_of_its_questions(session, load, make_draft):
    bank, questions, text = loaded(session, load)
    assert dump_bank(session, bank) == text
    edited = replace(draft_of("one", questions["one"].current), topic="dykes")
    add_version(session, questions["one"], edited, Authorship(Origin.BROWSER), now=utcnow())
    change_state(session, questions["two"], State.DRAFT, By(), now=utcnow())
    questions["three"].trashed_at = utcnow()
    questions["four"].file_digest = None
    questions["five"].file_block = ""
    mine = Question(bank_id=bank.id, key="mine", position=9, current_number=1)
    session.add(mine)
    session.flush()
    add_version(session, mine, make_draft("true_false", key="mine"), Authorship(Origin.BROWSER), now=utcnow())
    session.flush()
    session.expire_all()
    dumped = dump_bank(session, bank)
    assert dumped == write_bank(stored_bank(session, bank))
    assert [question.key for question in parse_bank(dumped, "sample.yaml")[0].questions] == [
        *("one", "two", "four", "five", "mine")
    ]


def test_a_bank_takes_two_statements_whatever_it_holds(session, load, statements):
    bank, questions, _text = loaded(session, load)
    counts = []
    for _ in range(2):
        with statements() as ran:
            dump_bank(session, bank)
        counts.append(len(ran))
        for question in questions.values():
            question.file_block = ""
        session.flush()
    assert counts == [2, 2]
