from __future__ import annotations

import html
import re

import pytest

from quizapp.kinds.pictures import described
from quizapp.pictures.wording import markdown_of
from quizapp.web.markdown import plain_text, render_block

NAME = "0" * 32


@pytest.mark.parametrize(
    "words",
    ["A map", "Snow [2023] *not* `code` a_b_c", '1 < 2 & \\ "x" &amp;', "a](https://example.org) b", "two\nlines"],
)
def test_words_about_a_picture_stand_for_themselves(words):
    markdown = described(markdown_of(NAME, words))
    alt = re.search(r'alt="([^"]*)"', render_block(markdown))[1]
    assert html.unescape(alt) == " ".join(words.split()) == plain_text(markdown)
