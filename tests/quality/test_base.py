from __future__ import annotations

import json

import pytest

from quizapp.kinds.messages import Message
from quizapp.quality.base import BankContext, Finding, context_of


@pytest.mark.parametrize(("language", "is_english"), [("en", True), ("en-GB", True), ("enm", False), ("hy", False)])
def test_english_is_english_wherever_it_is_spoken(language, is_english):
    assert BankContext(language).is_english is is_english


def test_a_banks_context_has_its_grade_and_all_its_names(choice, bank_of):
    context = context_of(bank_of(choice("Who?", "Anna", "Bert"), language="hy", reading_grade=9))
    assert context == BankContext("hy", 9, frozenset({"Anna", "Bert"}))


def test_a_finding_for_programs_is_plain_data():
    finding = Finding("key-longest", "q0", ("distractors", 1), Message("%(a)s b", {"a": "A"}), "so")
    expected = {"rule": "key-longest", "question": "q0", "field": ["distractors", 1], "message": "A b", "reason": "so"}
    assert json.loads(json.dumps(finding.as_json())) == expected
