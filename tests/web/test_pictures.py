from __future__ import annotations

import pytest
from flask import Flask

from quizapp.web.markdown import render_block, render_inline
from quizapp.web.pictures import EXTENSION, Placed, with_pictures

NAME, LOST = "0" * 32, "1" * 32


@pytest.fixture
def at_work():
    app = Flask(__name__)
    app.extensions[EXTENSION] = lambda name: Placed(f"/p/{name}?a&b", 40, 30) if name == NAME else None
    with app.app_context():
        yield


def test_a_picture_gets_its_address_and_size(at_work):
    html = with_pictures(render_inline(f'![A "map" & <more>](picture:{NAME})'))
    words = "A &quot;map&quot; &amp; &lt;more&gt;"
    size = 'width="40" height="30"'
    assert html == f'<img src="/p/{NAME}?a&amp;b" alt="{words}" {size} loading="lazy" decoding="async">'


def test_of_a_lost_picture_there_are_the_words(at_work):
    html = with_pictures(render_block(f'![A "map" <b>](picture:{LOST})'))
    assert html == '<p><em class="lost-picture">[A &quot;map&quot; &lt;b&gt;]</em></p>\n'


def test_nothing_that_is_typed_passes_for_a_picture(at_work):
    typed = f'<img src="picture:{NAME}" alt="x"> and `<img src="picture:{NAME}" alt="x">`'
    for text in (typed, f'[x](https://example.org "<img src=picture:{NAME} alt=y>")'):
        assert "<img" not in with_pictures(render_block(text)).replace('title="&lt;img', "")
