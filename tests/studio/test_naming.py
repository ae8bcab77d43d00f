from __future__ import annotations

import pytest

from quizapp.bank.queries import bank_by_key
from quizapp.studio.naming import key_for, key_of_words


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("When did it *begin*?", "when-did-it-begin"),
        ("The capital is […], on the river […].", "the-capital-is-on-the-river"),
        (
            "Which of the two articles says that the alliance had ended?",
            "which-of-the-two-articles-says-that-the-alliance",
        ),
        ("a" * 60, "a" * 48),
        ("Ո՞ր թվականին", "short-answer"),
    ],
)
def test_an_id_is_made_of_a_questions_words(words, key):
    assert key_of_words(words, "short_answer") == key


@pytest.mark.parametrize(
    ("keys", "words", "key"),
    [
        (["so"], "So?", "so-2"),
        (["so", "so-2"], "So?", "so-3"),
        (["so-2"], "So?", "so"),
        (["war-of-1994"], "War of 1994", "war-of-1994-2"),
        (["war-of-1994", "war-of-1994-2", "war-of-2"], "War of 1994", "war-of-1994-3"),
    ],
)
def test_an_id_that_the_bank_has_is_not_given_again_and_its_words_stay(
    session, load, make_bank, make_draft, keys, words, key
):
    load(make_bank(*(make_draft(key=one) for one in keys)))
    assert key_for(session, bank_by_key(session, "sample"), words, "true_false") == key
