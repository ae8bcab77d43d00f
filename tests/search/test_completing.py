from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.search.completing import MOST, complete
from quizapp.search.fields import FIELDS

VOCABULARY = {"topic": ("csto", "war-of-2020", "post-war"), "actor": ("Ilham Aliyev", "Nikol Pashinyan")}


def offered(text, cursor=None):
    return [one.text for one in complete(text, len(text) if cursor is None else cursor, VOCABULARY)]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("", [f"{name}:" for name in FIELDS]),
        ("war ", [f"{name}:" for name in FIELDS]),
        ("to", ["topic:"]),
        ("-s", ["standing:", "source:", "state:"]),
        ("xyz", []),
        ("topic:", ["csto", "war-of-2020", "post-war"]),
        ("topic:war", ["war-of-2020", "post-war"]),
        ("topic:csto,p", ["post-war"]),
        ("-TOPIC:c", ["csto"]),
        ("actor:pashin", ['"Nikol Pashinyan"']),
        ('actor:"nikol p', ['"Nikol Pashinyan"']),
        ("level:", ["1", "2", "3"]),
        ("is:m", ["missing", "commented"]),
        ("bank:", []),
        ("nofield:", []),
        ('"some words to', []),
    ],
)
def test_what_may_come_next_is_offered(text, texts):
    assert offered(text) == texts


def test_a_value_comes_with_its_title_and_is_found_by_it():
    titles = {"topic": {"csto": "The Collective Security Treaty"}}
    [one] = complete("topic:security", 14, VOCABULARY, titles)
    assert (one.text, one.title) == ("csto", "The Collective Security Treaty")
    assert complete("topic:war", 9, VOCABULARY, titles)[0].title == ""


def test_only_what_stands_before_the_cursor_counts():
    assert offered("to war", 2) == ["topic:"]
    assert offered("topic:w level:2", 7) == ["war-of-2020", "post-war"]


def test_a_completion_takes_the_place_of_what_was_typed():
    text = "a actor:pashin"
    (one,) = complete(text, len(text), VOCABULARY)
    assert text[: one.start] + one.text + text[one.end :] == 'a actor:"Nikol Pashinyan"'
    (one,) = complete("to", 2, VOCABULARY)
    assert one.help == "the topic"


@pytest.mark.longer
@given(st.text(), st.integers())
def test_completing_never_fails(text, cursor):
    found = complete(text, cursor, VOCABULARY)
    assert len(found) <= MOST
    assert all(0 <= one.start <= one.end <= len(text) for one in found)
