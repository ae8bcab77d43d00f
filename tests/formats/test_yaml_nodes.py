from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.formats.yaml_nodes import DEEPEST, read_tree


def said(text):
    return [(line, str(message)) for line, message in read_tree(text).problems]


@pytest.mark.parametrize("typed", ["no", "12:30", "1.10", "0x10", "1_000", "2023-09", "true", "1e3", ".5", "=", "<<"])
def test_every_scalar_stays_what_was_typed(typed):
    assert read_tree(f"a: {typed}").value == {"a": typed}


def test_every_path_has_its_line():
    tree = read_tree("a: 1\nb:\n  - x\n  - c: >-\n      long\n      text\n    d: y\n")
    lines = {(): 1, ("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 4, ("b", 1, "c"): 4, ("b", 1, "d"): 7}
    assert tree.lines == lines
    assert tree.line(("b", 1, "missing", 3)) == 4


def test_a_repeated_field_is_a_problem_and_the_first_one_is_kept():
    tree = read_tree("a: 1\nb: 2\na: {c: [3]}\nd: 4\n")
    assert [(line, str(message)) for line, message in tree.problems] == [(3, "“a” stands here twice: remove one.")]
    assert tree.value == {"a": "1", "b": "2", "d": "4"}


@pytest.mark.parametrize("empty", ["", " ~", " null", " # only a remark"])
def test_a_field_without_a_value_is_a_problem(empty):
    assert said(f"a: 1\nb:{empty}\n") == [
        (2, "There is no value here: write one, put the text in quotes, or remove the field.")
    ]


def test_quoted_nulls_and_empty_texts_are_texts():
    tree = read_tree("""{a: "null", b: '~', c: ""}""")
    assert (tree.value, tree.problems) == ({"a": "null", "b": "~", "c": ""}, [])


def test_anchors_and_aliases_are_problems():
    sentence = "Anchors and aliases (& and *) are not used here: write the text out, or put it in quotes."
    assert said("a: &x 1\nb: *x\n&y c: [2]\nd: **bold**\n") == [(line, sentence) for line in (1, 2, 3, 4)]


@pytest.mark.parametrize("tagged", ["!!str 5", "!colour red", "!!map {b: 1}", "!!seq [1]"])
def test_tags_are_problems(tagged):
    assert said(f"x: 1\na: {tagged}\n") == [
        (2, "Tags (!) are not used here: remove the tag, or put the text in quotes.")
    ]


@pytest.mark.parametrize("key", ["? [a, b]\n", "[a]", "{a: b}", '""', "", '"\\0"'])
def test_a_field_needs_a_word_as_its_name(key):
    assert said(f"x: 1\n{key}: 1\n") == [(2, "A field's name must be a word: write it like “stem: …”.")]


def test_what_stands_below_a_bad_name_is_passed_over():
    assert read_tree("[a]: {b: [1, 2]}\nc: 3\n").value == {"c": "3"}


@pytest.mark.slow
@pytest.mark.parametrize("depth", [DEEPEST + 1, 20_000])
def test_deep_nesting_is_a_problem_and_no_crash(depth):
    expected = [(2, "This is nested too deeply: no field here needs so many levels.")]
    assert said("# a remark\n" + "[" * depth + "]" * depth) == expected
    assert said("{a: 1,\n a: " + "[" * depth + "]" * depth + "}")[-1:] == expected


def test_as_many_levels_as_are_allowed_are_read():
    assert said("[" * DEEPEST + "]" * DEEPEST) == []


def test_a_second_document_is_a_problem():
    expected = [(2, "A second document begins here (---): a file holds one, so remove this line.")]
    assert said("a: 1\n---\nb: 2\n") == expected


def test_a_file_that_is_too_large_is_not_read():
    tree = read_tree("# " + "x" * 16_000_000)
    assert tree.broken
    assert [str(message) for _, message in tree.problems] == [
        "This file is too large (over 16 million characters): split it."
    ]


@pytest.mark.parametrize("escape", ["\\0", "\\ud800"])
def test_characters_that_cannot_be_stored_are_a_problem(escape):
    assert said(f'a: 1\nb: "x{escape}"\n') == [(2, "This text holds a character that cannot be stored: remove it.")]


def test_an_empty_file_has_no_value_and_no_problem():
    for text in ("", "# a remark\n", "\ufeff"):
        assert (read_tree(text).value, read_tree(text).problems) == (None, [])


yamlish = st.text(st.sampled_from("ab:-?,[]{}#&*!|>'\"%@` \n\t\\~.0\r\u2028\ufeffé"), max_size=60) | st.text(
    max_size=40
)


@pytest.mark.longer
@settings(deadline=None)  # other programs may run beside the tests
@given(yamlish)
def test_no_text_makes_the_reader_raise(text):
    tree = read_tree(text)
    assert tree.broken <= bool(tree.problems)
    assert all(str(message) and line >= 1 for line, message in tree.problems)
