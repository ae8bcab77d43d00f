from __future__ import annotations

from pathlib import Path

from quizapp.quality.registry import BANK_CHECKS, QUESTION_CHECKS, RULES, applies

QUESTIONS_PAGE = Path(__file__).parents[2] / "docs" / "questions.md"


def test_every_rule_has_one_check_over_what_it_says():
    assert len(RULES) == 23
    assert {rule.id for rule in RULES.values() if rule.over == "bank"} == BANK_CHECKS.keys()
    assert {rule.id for rule in RULES.values() if rule.over == "question"} == QUESTION_CHECKS.keys() | {
        "needless-allowance"
    }


def test_every_rule_has_a_sentence_and_a_reference():
    assert all(rule.title.endswith(".") and rule.reference for rule in RULES.values())


def test_rules_about_english_wording_rest_in_other_languages():
    resting = {rule.id for rule in RULES.values() if not applies(rule, is_english=False)}
    assert {"absolute-words", "hard-to-read", "grammar-clue"} <= resting
    assert not {"key-longest", "alternative-text-missing", "near-duplicate-stems"} & resting
    assert all(applies(rule, is_english=True) for rule in RULES.values())


def test_the_page_about_questions_has_every_rule_with_its_reference_in_its_table():
    rows = {
        cells[1].strip(" `"): cells
        for line in QUESTIONS_PAGE.read_text("utf-8").splitlines()
        if len(cells := line.split("|")) > 3
    }
    assert [rule for rule in RULES if rule not in rows] == []
    assert [rule.id for rule in RULES.values() if rule.reference not in rows[rule.id][-2]] == []
    assert [rule.id for rule in RULES.values() if rule.english_only is not ("English" in rows[rule.id][2])] == []
