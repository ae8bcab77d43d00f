"""Files laid out in many ways: what a person wrote comes back byte for byte."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.formats.bank_text import write_bank
from quizapp.formats.bank_yaml import parse_bank

PATH = "sample.yaml"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("dash", ["- id", "  - id", "    -   id"])
@pytest.mark.parametrize("ending", ["", "\n", "\n\n", "\n# end", "\n  # end\n...\n"])
def test_any_layout_comes_back_byte_for_byte_and_takes_changes(make_bank, newline, dash, ending):
    margin = " " * (len(dash) - len("id"))
    bodies = [make_bank(head="", key=key).strip().replace("\n    ", f"\n{margin}") for key in ("one", "two")]
    lines = "\n# x: - y\n\n".join(bodies).replace("- id", dash)
    head = "\ufeff# head\nbank: sample\ntitle: T\nquestions: # all\n\n# first\n"
    text = (head + lines + ending).replace("\n", newline)
    draft, problems = parse_bank(text, PATH)
    assert problems == []
    assert draft.head_text + "".join(question.block for question in draft.questions) + draft.tail_text == text
    assert write_bank(draft) == text
    one, two = draft.questions
    changed = replace(
        draft, questions=(one, replace(two, topic="other", block=""), replace(two, key="three", block=""))
    )
    written = write_bank(changed)
    assert parse_bank(written, PATH) == (changed, [])
    assert written.startswith(draft.head_text + one.block)
    assert newline == "\n" or "\n" not in written.replace("\r\n", "")


def test_a_dash_may_stand_on_a_line_of_its_own(make_bank):
    text = make_bank() + make_bank(head="", key="two").replace("  - id", "  -\n    # remark\n    id")
    draft, problems = parse_bank(text, PATH)
    assert problems == []
    assert draft.questions[1].block.startswith("  -\n    # remark\n    id: two\n")
    assert write_bank(draft) == text


def test_fields_below_the_questions_stay_there():
    text = (
        "bank: sample\nquestions:\n- id: a\n  kind: date\n  stem: When?\n  answer: 1994\n  facets: [date]\n  topic: t\n"
    )
    text += "  difficulty: 1\n  standing: opinion\n  sources: [a#b]\n"
    text += "  explanation: |\n    So.\n\n    # no remark\n\ntitle: T\n"
    draft, problems = parse_bank(text, PATH)
    assert problems == []
    assert draft.tail_text == "title: T\n"
    assert draft.questions[0].explanation == "So.\n\n# no remark"
    assert write_bank(draft) == text
    canonical = replace(draft, head_text="")
    assert parse_bank(write_bank(canonical), PATH) == (canonical, [])
