from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.kinds import plain
from quizapp.kinds.plain import are_plain_lines, is_plain, without_emphasis


@pytest.mark.parametrize(
    "text",
    [
        "a _b_ c",
        "1. one",
        "*a*",
        "a & b",
        "a\nb",
        "a <b>",
        "[a](b)",
        "`a`",
        "a\\b",
        " a",
        "",
        "a ~~b~~",
        "# a",
        "a\u00a0b",
        "a\u2028b",
    ],
)
def test_signs_of_markdown_and_html_are_not_plain(text):
    assert not is_plain(text)


@given(st.text(alphabet=st.characters() | st.sampled_from("aZ9_ .-*"), max_size=6).map(lambda text: f"a{text}"))
def test_what_is_told_at_once_is_what_the_rule_says(text):
    assert is_plain(text) == (plain._PLAIN.fullmatch(text) is not None and "_" not in text)


@pytest.mark.longer
@given(st.lists(st.text(alphabet="aЖ9_ .-*\n²", max_size=4), max_size=3))
def test_lines_are_plain_where_each_of_them_is(texts):
    assert are_plain_lines("".join(f"{text}\n" for text in texts), len(texts)) == all(map(is_plain, texts))


def test_every_sign_is_as_plain_in_lines_as_by_itself():
    texts = [text for sign in map(chr, range(0x250)) for text in (f"a{sign}b", sign, f"a{sign}")]
    assert [text for text in texts if are_plain_lines(f"{text}\n", 1) != is_plain(text)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Who was **first**, then?", "Who was first, then?"),
        ("*a*\n**b c**", "a\nb c"),
        ("a\nb", "a\nb"),
        ("a*b*", None),
        ("**a**b", None),
        ("**a* b**", None),
        ("* a*", None),
        ("a\n- b", None),
        ("a\n1. b", None),
        ("a\n\nb", None),
        ("**a**\n---", None),
        ("*a _b_*", None),
        ("*a* & b", None),
        ("", None),
    ],
)
def test_emphasis_around_whole_words_is_taken_off_where_no_other_rule_applies(text, words):
    assert without_emphasis(text) == words
