from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.base import BankDraft, QuestionDraft
from quizapp.kinds import registry
from quizapp.kinds.messages import ContentError
from quizapp.quality.base import BankContext
from quizapp.quality.linting import lint_bank, lint_question
from tests.kinds.samples import SAMPLES

KEYS = ("stem", "answer", "front", "back", "text")
ODD = st.text(alphabet=st.sampled_from("aA 19.–-_*[]!()%…'’,?\nand notéև"), min_size=1, max_size=60)


def rules(findings):
    return [finding.rule for finding in findings]


def sample(kind, **changes):
    content = registry.load(kind, SAMPLES[kind] | changes)
    return QuestionDraft(
        kind, kind, content, "topic", ("event",), 1, "reported", ("book#p1",), explanation="So it was."
    )


@pytest.mark.parametrize("kind", list(SAMPLES))
@pytest.mark.parametrize("language", ["en", "hy"])
def test_every_kind_can_be_linted(kind, language):
    assert isinstance(lint_question(sample(kind), BankContext(language, 1, frozenset({"Pashinian"}))), list)


@pytest.mark.longer
@settings(max_examples=120, deadline=None)
@given(kind=st.sampled_from(list(SAMPLES)), text=ODD, explanation=ODD)
def test_no_text_makes_the_linter_fail(kind, text, explanation):
    changes = {name: text for name in KEYS if name in SAMPLES[kind]}
    if "distractors" in SAMPLES[kind]:
        changes["distractors"] = [text, f"{text} {explanation}"]
    try:
        draft = replace(sample(kind, **changes), explanation=explanation, event=text)
    except ContentError:
        draft = replace(sample(kind), explanation=explanation)
    findings = lint_bank(BankDraft("b", "B", "en", "", (draft, replace(draft, key="other")), reading_grade=1))
    assert all(str(finding.message) for finding in findings)


def test_an_allowed_finding_keeps_the_reason(choice):
    draft = choice("Which is not red?", "Grass", "Blood", allow={"plain-negative": "It is about colours."})
    (finding,) = lint_question(draft, BankContext())
    assert (finding.rule, finding.reason) == ("plain-negative", "It is about colours.")


@pytest.mark.parametrize("rule", ["plain-negative", "no-such-rule", "key-longest-often", "needless-allowance"])
def test_an_allowance_that_suppresses_nothing_is_reported(choice, rule):
    (finding,) = lint_question(choice("Which is red?", "Blood", "Grass", allow={rule: "So."}), BankContext())
    assert (finding.rule, finding.path, finding.reason) == ("needless-allowance", ("allow", rule), "")
    assert f"“{rule}”" in str(finding.message)


def test_only_the_bank_tells_whether_a_near_duplicate_is_needlessly_allowed(choice, bank_of):
    allowed = choice("Which metal is red?", "Copper", "Iron", allow={"near-duplicate-stems": "Asked twice."})
    assert lint_question(allowed, BankContext()) == []
    assert rules(lint_bank(bank_of(allowed))) == ["needless-allowance"]


@pytest.mark.parametrize("allowing", [0, 1])
def test_either_of_two_questions_may_allow_a_near_duplicate(choice, bank_of, allowing):
    twins = [choice("Which metal is red?", "Copper", "Iron"), choice("Which metal is red?", "Copper", "Zinc")]
    twins[allowing] = replace(twins[allowing], allow={"near-duplicate-stems": "Asked twice."})
    (finding,) = lint_bank(bank_of(*twins))
    assert (finding.rule, finding.question, finding.reason) == ("near-duplicate-stems", "q1", "Asked twice.")


def test_findings_come_in_the_files_order_and_those_of_the_bank_last(choice, question, bank_of):
    statements = [question("true_false", stem=f"Frog {number} breathes.", answer=number % 2) for number in range(6)]
    bank = bank_of(choice("Which is not red?", "Grass", "Blood"), *statements)
    findings = lint_bank(bank)
    assert [(finding.rule, finding.question) for finding in findings] == [
        ("plain-negative", "q0"),
        ("too-many-true-false", ""),
    ]


@pytest.mark.slow
def test_ten_times_the_questions_take_nowhere_near_a_hundred_times_as_long(choice, bank_of):
    def took(count):
        drafts = [
            choice(f"Which part of machine {n} turns wheel {n % 97}?", f"Rod {n}", "Belt", "Lamp") for n in range(count)
        ]
        bank = bank_of(*drafts)
        begin = time.process_time()
        lint_bank(bank)
        return time.process_time() - begin

    took(100)
    assert took(1_000) / took(100) < 40
