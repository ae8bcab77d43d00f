from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizapp.formats.yaml_nodes import read_tree
from quizapp.formats.yaml_text import WIDTH, field_lines, item_lines

texts = st.text(max_size=40) | st.text(st.sampled_from("ab :#-\n\t'\"\\{}[],?!&*|>%@`~é\u2028"), max_size=200)
writable = texts.filter(lambda text: "\0" not in text)
values = st.recursive(
    writable,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from(["text", "items"]), inner, min_size=1)
    ),
    max_leaves=5,
)


def is_flat_enough(value, depth=0):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return depth < 5 and all(is_flat_enough(one, depth + 1) for one in inner)


@pytest.mark.longer
@settings(deadline=None)  # other programs may run beside the tests
@given(values.filter(is_flat_enough), st.integers(0, 6))
@example("", 0)
@example([["a"], "b\n c"], 2)
def test_every_value_is_read_as_it_was_written(value, margin):
    tree = read_tree("\n".join(field_lines({"a": value, "b": "x"}, margin)))
    assert (tree.value, tree.problems) == ({"a": value, "b": "x"}, [])


@pytest.mark.longer
@settings(deadline=None)  # other programs may run beside the tests
@given(st.lists(st.dictionaries(st.sampled_from(["text", "items"]), writable, min_size=1), min_size=1, max_size=3))
def test_every_entry_is_read_as_it_was_written(entries):
    tree = read_tree("\n".join(line for entry in entries for line in item_lines(entry, 2)))
    assert (tree.value, tree.problems) == (entries, [])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *(("plain words", "plain words"), ("no", "no"), ("12:30", "12:30"), ("1.10", "1.10"), ("-5", "-5")),
        *(("it's so: why?", '"it\'s so: why?"'), ('say "no"', 'say "no"'), ('"no"', "'\"no\"'"), ("null", '"null"')),
        *(("", '""'), ("a # b", '"a # b"'), ("a#b", "a#b"), ("- a", '"- a"'), ("a:", '"a:"'), ("{a}", '"{a}"')),
        *((" a", '" a"'), ("a\tb", '"a\\tb"'), ("a\r\nb", '"a\\r\\nb"'), ("x\u2028y", '"x\\u2028y"')),
        *(("Երևան 🇦🇲", "Երևան 🇦🇲"), ("a, b [c]", "a, b [c]"), ("'a' \\ b: c", "'''a'' \\ b: c'")),
    ],
)
def test_quotes_stand_only_where_yaml_needs_them(text, written):
    assert list(field_lines({"a": text}, 0)) == [f"a: {written}"]


def test_a_text_of_several_lines_is_a_block():
    assert list(field_lines({"a": "x: y\n\n# z"}, 2)) == ["  a: |-", "    x: y", "", "    # z"]


def test_long_lines_are_folded_and_their_breaks_kept():
    text = "word " * 40 + "end\n\n- " + "other " * 30 + "end"
    lines = list(field_lines({"a": text}, 0))
    assert lines[0] == "a: >-"
    assert max(map(len, lines)) <= WIDTH
    assert lines.count("") == 2
    assert read_tree("\n".join(lines)).value == {"a": text}


def test_names_share_a_line_and_sentences_do_not():
    entries = [{"left": "Anna", "right": "1994"}, {"text": "Anna", "feedback": "She did."}]
    assert list(field_lines({"a": entries, "b": ["x", "y, z"], "c": ("long enough to stand alone here",)}, 0)) == [
        "a:",
        "  - {left: Anna, right: 1994}",
        "  - text: Anna",
        "    feedback: She did.",
        'b: [x, "y, z"]',
        "c:",
        "  - long enough to stand alone here",
    ]


def test_truth_values_and_numbers_are_written_as_yaml_has_them():
    assert list(field_lines({"a": True, "b": 2}, 0)) == ["a: true", "b: 2"]
