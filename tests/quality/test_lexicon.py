from __future__ import annotations

from quizapp.quality import lexicon


def test_every_list_holds_small_letters_in_the_alphabets_order():
    lists = {name: value for name, value in vars(lexicon).items() if isinstance(value, frozenset)}
    assert len(lists) > 5
    for words in lists.values():
        assert all(word == word.casefold() for word in words)
    assert lexicon.listed("b a  b") == {"a", "b"}


def test_lists_that_mean_different_things_do_not_meet():
    assert not lexicon.TASKS & lexicon.STOP_WORDS - {
        "call",
        "give",
        "make",
        "name",
        "place",
        "put",
        "say",
        "show",
        "tell",
        "use",
    }
    assert not lexicon.ASKS & lexicon.OPENINGS
