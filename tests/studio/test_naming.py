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


def test_an_id_that_the_bank_has_is_not_given_again(session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="so")))
    assert key_for(session, bank_by_key(session, "sample"), "So?", "true_false") == "so-2"
