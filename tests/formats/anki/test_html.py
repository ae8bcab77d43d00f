from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.anki.html import markdown_of, media_in


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("plain", "plain"),
        ("<b>bold</b> and <i>thin</i>", "**bold** and *thin*"),
        ("one<br>two<div>three</div>", "one\ntwo\nthree"),
        ("a &amp; b &lt;c&gt;&nbsp;d", "a & b <c> d"),
        ("<script>alert(1)</script>word<style>x</style>", "word"),
        ("[sound:a.mp3]word [anki:tts lang=en]", "word"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<span style='color:red'>red</span>", "red"),
        ("<img src=x.png onerror=alert(1)>", ""),
        ("<b>not closed", "**not closed"),
    ],
)
def test_html_becomes_markdown(html, markdown):
    assert markdown_of(html) == markdown


def test_a_picture_that_is_kept_is_shown_with_words():
    kept = {"map.png": "0" * 32}
    assert markdown_of('<img src="map.png" alt="A [map]">', kept) == f"![A  map](picture:{'0' * 32})".replace("  ", " ")
    assert markdown_of("<img src=map.png>", kept) == f"![picture](picture:{'0' * 32})"


def test_media_are_found():
    assert media_in("<img src='a.png'> <img class=x src=b.jpg>") == ["a.png", "b.jpg"]


@given(st.text(alphabet="aé ]>\t\u00a0\r\x0b*_;#", max_size=30))
def test_words_alone_are_read_as_by_the_reader_of_html(text):
    assert markdown_of(text) == markdown_of(f"{text}<span></span>")


LONG = "<div>word <b>bold</b></div>" * 50


def test_a_long_field_is_read_as_a_short_one():
    assert markdown_of(LONG) == "\n\n".join(["word **bold**"] * 50)
    assert markdown_of(f"{LONG}<script>alert(1)</script><img src='map.png'>", {"map.png": "0" * 32}).endswith(
        f"![picture](picture:{'0' * 32})"
    )


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<a b='", "[sound:", "<img ", "<"])
def test_a_field_is_read_in_time_that_grows_with_its_length(piece):
    began = time.process_time()
    markdown_of(piece * 8_000)
    media_in(piece * 8_000)
    assert time.process_time() - began < 0.5  # some took minutes
