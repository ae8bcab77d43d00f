"""quizapp bank check --quality."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def weak_bank(tmp_path):
    """A folder with one bank of two questions, one of them weak and one of them weak and allowed to be so."""
    for key, more in (
        ("one", ""),
        ("two", "    allow: {explanation-missing: They know it., plain-negative: So it is.}\n"),
    ):
        fields = "kind: short_answer\n    topic: a\n    facets: [event]\n    difficulty: 1\n    standing: reported\n"
        stem = "Which river is not long?" if more else "Who brought the new mill?"
        answer = f"    stem: {stem}\n    answers: [{key}]\n    explanation: See the article.\n    sources: [book#p1]\n"
        head = "" if more else "bank: second\ntitle: T\nquestions:\n"
        with (tmp_path / "second.yaml").open("a" if more else "w", encoding="utf-8") as file:
            file.write(f"{head}  - id: {key}\n    {fields}{answer}{more}")
    passages = "passages: [{id: p1, about: Mills}]"
    (tmp_path / "sources.yaml").write_text(f"sources:\n  - id: book\n    title: B\n    {passages}\n", "utf-8")
    return tmp_path


def test_what_the_linter_finds_is_printed_on_request_and_exits_1(runner, weak_bank):
    assert runner("bank", "check", weak_bank).exit_code == 0
    result = runner("bank", "check", "--quality", weak_bank)
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"{weak_bank / 'second.yaml'}:4: explanation-missing: The explanation only says")
    assert result.stderr.splitlines()[-1] == "1 weaknesses, 2 more allowed"


def test_what_is_allowed_is_no_reason_to_fail(runner, weak_bank):
    file = weak_bank / "second.yaml"
    text = file.read_text("utf-8").replace("See the article.", "A monk drew it on a map.", 1)
    file.write_text(text, "utf-8")
    result = runner("bank", "check", "--quality", weak_bank)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[-1] == "0 weaknesses, 2 more allowed"


def test_programs_get_every_finding_with_its_reason(runner, weak_bank):
    result = runner("bank", "check", "--quality", "--format", "json", weak_bank)
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {(one["rule"], one["question"], one["line"], one["reason"]) for one in found} == {
        ("explanation-missing", "one", 4, ""),
        ("explanation-missing", "two", 14, "They know it."),
        ("plain-negative", "two", 14, "So it is."),
    }


def test_loading_says_how_many_weaknesses_a_file_has_and_loads_it(runner, weak_bank):
    file = weak_bank / "second.yaml"
    result = runner("bank", "load", str(file))
    assert result.exit_code == 0
    assert "2 new" in result.stdout
    assert f"{file}: weaknesses: 1. “quizapp bank check --quality {file}” shows them." in result.stderr
