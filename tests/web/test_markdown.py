from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.kinds.plain import is_plain, without_emphasis
from quizapp.web.markdown import plain_text, render_block, render_inline, render_inline_spaced

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,AAAA)",
    "![x](https://example.org/x.png)",
    "![x](//example.org/x.png)",
    "![x](data:image/png;base64,AAAA)",
    "![x](picture:../../secret_key)",
    '![x](picture:00000000000000000000000000000000" onerror="alert(1))',
    "[x](picture:00000000000000000000000000000000)",
    '[x](https://example.org "a\\" onmouseover=alert(1)")',
    "<svg/onload=alert(1)>",
    "<style>*{}</style>",
    "<iframe src=//example.org></iframe>",
]
ALLOWED = {
    "p",
    "br",
    "strong",
    "em",
    "code",
    "pre",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h2",
    "h3",
    "h4",
    "hr",
    "s",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}

NAME = "0123456789abcdef" * 2


def tags(html):
    return set(re.findall(r"<([a-z0-9]+)", html))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_active_comes_out(text):
    for render in (render_block, render_inline, render_inline_spaced):
        html = str(render(text))
        assert tags(html) <= ALLOWED
        assert not re.search(r"<[^>]*\b(on\w+|src|style)\s*=", re.sub(r'"[^"]*"', "", html))
        assert not re.search(r'href="(?!https?:)', html)


@given(st.text(st.sampled_from("<>&\"'`*_[]()!#-=:/ abjavscript\n"), max_size=60))
def test_whatever_is_typed_only_known_elements_come_out(text):
    assert tags(render_block(text)) <= ALLOWED
    assert tags(render_inline(text)) <= {"strong", "em", "code", "br", "s"}


def test_a_picture_of_ours_with_words_is_shown_and_of_any_other_the_words_are():
    assert render_block(f"![A *map*](picture:{NAME} 'x')") == f'<p><img src="picture:{NAME}" alt="A map"></p>\n'
    assert render_inline(f"![A map](picture:{NAME})") == f'<img src="picture:{NAME}" alt="A map">'
    assert render_block(f"![A map][r]\n\n[r]: picture:{NAME}") == f'<p><img src="picture:{NAME}" alt="A map"></p>\n'
    for other in (f"picture:{NAME}0", "picture:map", "https://example.org/x.png", "/x.png", f"PICTURE:{NAME}"):
        assert render_block(f"![A map]({other})") == "<p>A map</p>\n"
    assert render_block(f"![](picture:{NAME})") == "<p></p>\n"


def test_a_block_has_paragraphs_lists_and_tables():
    assert render_block("one\n\n- two\n- three") == "<p>one</p>\n<ul>\n<li>two</li>\n<li>three</li>\n</ul>\n"
    assert "<table>" in render_block("| a | b |\n|---|---|\n| 1 | 2 |")


def test_a_label_has_emphasis_and_no_links():
    assert render_inline("*a* **b** `c` [d](https://example.org)") == "<em>a</em> <strong>b</strong> <code>c</code> d"


@pytest.mark.parametrize(
    ("text", "html"), [(" over ", " over "), ("over", "over"), (" over", " over"), ("over\n", "over "), (" ", " ")]
)
def test_running_text_keeps_a_space_at_its_ends(text, html):
    assert render_inline_spaced(text) == html


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**Who** did\n\nit?", "Who did it?"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ('He said "no" & left', 'He said "no" & left'),
        ("<b>bold</b>", "<b>bold</b>"),
        ("10\u00a0000 people", "10 000 people"),
        ("&amp;lt; stays", "&lt; stays"),
        ("", ""),
        (f'Who? ![A "map" <1>](picture:{NAME})', 'Who? A "map" <1>'),
    ],
)
def test_plain_text_is_the_words_alone(text, plain):
    assert plain_text(text) == plain


PIECES = st.sampled_from(
    ["a", "Zé", "7", " ", "  ", "\n", "*", "**", ",", "(", "- ", "1. ", " *a* ", "**b c**", "\n*d*"]
)


@example("a  \na")
@given(st.lists(PIECES, max_size=8).map("".join))
def test_taking_emphasis_off_gives_what_a_reader_of_markdown_makes_of_it(text):
    if (words := without_emphasis(text)) is not None:
        assert words.split() == re.sub("</?(p|em|strong)>", "", render_block(text)).split()


@given(st.text(alphabet="aZéԵж09 ,;:?'’“”()./%–—-", min_size=1).map(lambda text: f"a{text}"))
def test_plain_words_are_what_a_reader_of_markdown_makes_of_them(text):
    assert is_plain(text)
    assert plain_text(text).split() == re.sub("</?p>", "", render_block(text)).split()
