from __future__ import annotations

import pytest

from quizapp.formats.layout import cut, join, margin_of

TEXT = "head:\n# first\n- one\n  # inner\n\n# second\n- two # remark\n\n# tail\n"


def test_each_entry_has_the_comments_above_it_and_the_blank_lines_below():
    spans = [(TEXT.index("one"), TEXT.index("one") + 3), (TEXT.index("two"), TEXT.index("two") + 3)]
    head, blocks, tail = cut(TEXT, spans)
    assert head == "head:\n# first\n"
    assert blocks == ["- one\n  # inner\n\n", "# second\n- two # remark\n\n"]
    assert tail == "# tail\n"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_end_where_yaml_ends_them(line_break):
    text = TEXT.replace("\n", line_break)
    spans = [(text.index("one"), text.index("one") + 3), (text.index("two"), text.index("two") + 3)]
    head, blocks, tail = cut(text, spans)
    assert (head, tail) == (f"head:{line_break}# first{line_break}", f"# tail{line_break}")
    assert blocks[1].startswith("# second")


def test_a_file_without_entries_is_all_head():
    assert cut(TEXT, []) == (TEXT, [], "")


@pytest.mark.parametrize(("blocks", "margin"), [([], 2), (["", "- a\n"], 0), (["# - x\n\n    - a\n"], 4)])
def test_new_entries_are_indented_as_the_kept_ones(blocks, margin):
    assert margin_of(blocks) == margin


@pytest.mark.parametrize(
    ("head", "blocks", "tail", "written", "text"),
    [
        ("h:\n", ["- a\n", "- b"], "", [False, False], "h:\n- a\n- b"),
        ("h:\n", ["- b", "- a\n"], "", [False, False], "h:\n- b\n- a\n"),
        ("h:\n", ["- a", "- b\n\n"], "", [False, True], "h:\n- a\n\n- b\n"),
        ("h:\n", ["- a\n\n", "- b\n\n"], "", [True, True], "h:\n- a\n\n- b\n"),
        ("h:\n", ["- a\n\n", "- b\n\n"], "# t", [True, False], "h:\n- a\n\n- b\n\n# t"),
        ("h:\n", ["- a"], "# t", [False], "h:\n- a\n# t"),
        ("h:", ["- a\n\n"], "", [True], "h:\n- a\n"),
        ("h:\r\n", ["- a\r\n", "- b\n\n"], "", [False, True], "h:\r\n- a\r\n\r\n- b\r\n"),
        ("", ["- a\n"], "", [False], "- a\n"),
        ("h: []\n", [], "# t\n", [], "h: []\n# t\n"),
    ],
)
def test_entries_are_joined_with_the_newlines_that_they_need(head, blocks, tail, written, text):
    assert join(head, blocks, tail, written) == text
