from __future__ import annotations

import pytest

from quizapp.quality.words import folded_words, plain, related, sentences, stemmed, telling_stems, words


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Who** is _it_?", "Who is it?"),
        ("[The pact](https://a.example/b) of `1994`", "The pact of 1994"),
        ("![A map](m.png) shows __it__", "A map shows it"),
        ("# Title\n- one\n> two", "Title\none\ntwo"),
        ("The ___ of a_b_c", "The ___ of a_b_c"),
        (r"2 \* 3 <br>", "2 * 3"),
    ],
)
def test_markdown_is_taken_away_and_blanks_stay(markdown, text):
    assert plain(markdown) == text


def test_sentences_end_where_a_new_one_begins():
    assert sentences("Mr. Huang came. He left at 5.30 p.m. that day! Why?") == [
        "Mr. Huang came.",
        "He left at 5.30 p.m. that day!",
        "Why?",
    ]
    assert sentences("") == []


def test_words_keep_their_apostrophes_and_lose_their_hyphens():
    assert words("Russia's cease-fire, 1994") == ["Russia's", "cease", "fire", "1994"]


def test_words_of_one_family_are_related():
    assert stemmed("trading") == stemmed("trade") == stemmed("Trades")
    for one, other in (("inflate", "inflation"), ("person", "personification"), ("alliance", "alliances")):
        assert related(one, other)
    for one, other in (("count", "country"), ("art", "artist"), ("trade", "train")):
        assert not related(one, other)


def test_telling_words_leave_out_small_ones():
    assert list(telling_stems("Who was the leader of Armenia's army in 1994?").values()) == [
        "leader",
        "Armenia's",
        "army",
        "1994",
    ]


def test_folded_words_have_no_articles():
    assert folded_words("The End of the Cease-Fire") == ("end", "of", "cease", "fire")
