from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quizapp.bank.weaknesses import question_lines, weaknesses_of
from quizapp.formats.bank_yaml import parse_bank

HEAD = "# A comment.\nbank: small\ntitle: Small\nquestions:\n"
QUESTION = """  # Above a question.
  - id: {key}
    kind: true_false
    stem: {stem}
    answer: true
    topic: frogs
    facets: [claim]
    difficulty: 1
    standing: reported
    sources: [book#p1]
    explanation: Their thin wet skin lets oxygen pass, even under water.{more}

"""
ALLOWED = "\n    allow: {plain-negative: It is a saying.}"


def bank_of(text):
    bank, problems = parse_bank(text, "small.yaml")
    assert problems == []
    return bank


def file_of(newline="\n"):
    questions = (
        QUESTION.format(key="one", stem="Frogs breathe.", more=""),
        QUESTION.format(key="two", stem="Frogs do not fly.", more=""),
        QUESTION.format(key="three", stem="Toads do not fly.", more=ALLOWED),
    )
    return (HEAD + "".join(questions)).replace("\n", newline)


def test_a_question_begins_at_its_dash_whatever_ends_a_line():
    for newline in ("\n", "\r\n"):
        text = file_of(newline)
        lines = question_lines(bank_of(text))
        read = text.splitlines()
        assert {key: read[line - 1].strip() for key, line in lines.items()} == {
            key: f"- id: {key}" for key in ("one", "two", "three")
        }


def test_a_draft_without_a_file_has_lines_all_the_same():
    bank = bank_of(file_of())
    drafts = tuple(draft.with_block("") for draft in bank.questions)
    assert set(question_lines(replace(bank, questions=drafts, head_text="")).values()) == {1}


def test_findings_are_said_as_problems_are():
    found = weaknesses_of([(Path("small.yaml"), bank_of(file_of()))])
    assert [(one.line, one.finding.rule, bool(one.finding.reason)) for one in found] == [
        (18, "plain-negative", False),
        (30, "plain-negative", True),
    ]
    assert str(found[0]).startswith("small.yaml:18: plain-negative: The stem turns on “not”")
    said = found[1].as_json()
    assert (said["path"], said["line"], said["field"], said["reason"]) == (
        "small.yaml",
        30,
        ["stem"],
        "It is a saying.",
    )
