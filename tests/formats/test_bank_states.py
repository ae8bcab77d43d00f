"""The state of a question in its bank's file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.formats.bank_yaml import parse_bank, write_bank, write_question
from quizapp.formats.base import STATES

PATH = "questions/sample.yaml"
OWN = "kind: true_false\nstem: It is so.\nanswer: true\n"


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_read_and_written_back_byte_for_byte(make_bank, state):
    text = make_bank(f"{OWN}state: {state}\n")
    draft, problems = parse_bank(text, PATH)
    assert (problems, draft.questions[0].state, write_bank(draft)) == ([], state, text)
    written = write_question(draft.questions[0])
    assert ("    state:" in written) == (state != "ready")
    assert draft.questions[0].digest() == replace(draft.questions[0], state="ready").digest()


def test_what_says_no_state_is_ready_and_another_word_is_a_problem(make_bank):
    assert parse_bank(make_bank(), PATH)[0].questions[0].state == "ready"
    _none, problems = parse_bank(make_bank(f"{OWN}state: done\n"), PATH)
    assert [problem.line for problem in problems] == [8]
