from __future__ import annotations

import pytest

from quizapp.formats.yaml_nodes import read_tree

CASES = {
    "a: 1\nb: c: d\n": (2, "A second “: ” stands in this line, or it is indented too far"),
    "a: 1\n   b: 2\n": (2, "A second “: ” stands in this line, or it is indented too far"),
    "a: 1\nloose words\nb: 2\n": (2, "This line is not understood: write “name: value”"),
    'a: 1\nb: "open\nc: 2\n': (2, "A quotation mark opens here and is never closed"),
    "a: 1\nb: 'open\n": (2, "A quotation mark opens here and is never closed"),
    "a:\n  - 1\n - 2\n": (3, "The indent of this line does not fit the lines above"),
    "a: 1\n- b\n": (2, "The indent of this line does not fit the lines above"),
    "a: 1\nb: - c\n": (2, "The indent of this line does not fit the lines above"),
    "a: 1\nb: [1, 2\nc: 3\n": (2, "This list or set of fields lacks a comma or its closing bracket"),
    "a: {b: 1\n": (1, "This list or set of fields lacks a comma or its closing bracket"),
    "a: 1\n\tb: 2\n": (2, "A tab stands here: use spaces."),
    "a:\n\t- 1\n": (2, "A tab stands here: use spaces."),
    "a: 1\nb: @home\n": (2, "A text cannot begin with “@” here: put the text in quotes."),
    "b: `code`\n": (1, "A text cannot begin with “`” here: put the text in quotes."),
    "a: 5\nb: %5\n": (2, "A text cannot begin with “%” here: put the text in quotes."),
    'a: 1\nb: "c:\\dir"\n': (2, "A backslash in double quotes is not understood: write it twice"),
    'a: 1\nb: "\\xzz"\n': (2, "A backslash in double quotes is not understood: write it twice"),
    'a: "\\UFFFFFFFF"\n': (1, "A character's number in double quotes is out of range"),
    "a: 1\nb: >x\n": (2, "After “>” or “|” nothing else may stand in the line"),
    "a: 1\nb: &\n": (2, "A text cannot begin with “&” or “*” here"),
    "a: 1\nb: *\n": (2, "A text cannot begin with “&” or “*” here"),
    "a: 1\nb: [\n": (2, "This list or set of fields lacks a comma or its closing bracket"),
    "a: 1\nb: !<x\n": (2, "A text cannot begin with “!” here"),
    "%YAML x\na: 1\n": (1, "A line cannot begin with a percent sign here"),
    "a: 1\r\nb: x\a\r\n": (2, "The character U+0007 is not allowed in YAML: remove it."),
    "a: ]\n": (1, "A value is expected here"),
}


@pytest.mark.parametrize("text", CASES)
def test_a_syntax_error_is_one_plain_sentence_with_its_line(text):
    tree = read_tree(text)
    assert tree.broken
    assert tree.value is None
    ((line, message),) = tree.problems
    expected_line, beginning = CASES[text]
    assert (line, str(message)[: len(beginning)]) == (expected_line, beginning)
    assert str(message).endswith(".")


def test_what_was_wrong_before_the_syntax_broke_is_said_too():
    tree = read_tree("a: 1\na: 2\nb: [\n")
    assert [line for line, _ in tree.problems] == [2, 3]
