"""How much the linter catches of flaws, and how seldom it is wrong, on questions of another author."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.formats.bank_yaml import parse_bank
from quizapp.quality.linting import lint_bank

SETS = Path(__file__).parent / "sets"
LEAST_CAUGHT = 0.95
MOST_FALSE_ALARMS = 2


def findings_of(name):
    bank, problems = parse_bank((SETS / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")
    assert problems == []
    return bank, lint_bank(bank)


@pytest.mark.longer
def test_nearly_every_flaw_is_caught_by_its_rule():
    lines = (SETS / "flawed_expected.yaml").read_text("utf-8").splitlines()
    expected = {tuple(line.split(": ")) for line in lines if line and not line.startswith("#")}
    bank, findings = findings_of("flawed")
    assert len(expected) == len(bank.questions) == 60
    missed = expected - {(finding.question, finding.rule) for finding in findings}
    assert len(missed) <= (1 - LEAST_CAUGHT) * len(expected), sorted(missed)


@pytest.mark.longer
def test_most_flaws_of_a_set_that_no_rule_was_tuned_on_are_caught():
    """37 of 40 when it was first run; two general mends followed, and one flaw is too subtle still."""
    lines = (SETS / "flawed_again_expected.yaml").read_text("utf-8").splitlines()
    expected = {tuple(line.split(": ")) for line in lines if line and not line.startswith("#")}
    bank, findings = findings_of("flawed-again")
    assert len(expected) == len(bank.questions) == 40
    found = {(finding.question, finding.rule) for finding in findings}
    assert len(expected - found) <= 1
    assert len(found - expected) <= 1


@pytest.mark.longer
def test_sound_questions_are_left_alone():
    bank, findings = findings_of("sound")
    assert len(bank.questions) == 40
    assert len(findings) <= MOST_FALSE_ALARMS, [(finding.question, str(finding.message)) for finding in findings]


@pytest.mark.longer
@pytest.mark.parametrize(
    ("name", "rule"),
    [("longest", "key-longest-often"), ("positions", "key-position"), ("truefalse", "too-many-true-false")],
)
def test_a_weakness_of_a_whole_bank_is_found_and_no_question_is_blamed(name, rule):
    findings = findings_of(name)[1]
    assert rule in {finding.rule for finding in findings}
    assert [finding for finding in findings if finding.question] == []
