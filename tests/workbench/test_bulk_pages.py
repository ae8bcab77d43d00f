from __future__ import annotations

import pytest

from quizapp.workbench.bulk_pages import changed, heading, listed


@pytest.mark.parametrize(
    ("keys", "said"),
    [(["a"], "a"), (["a", "b"], "a, b"), ([f"q{number}" for number in range(1_030)], "q0, ")],
)
def test_a_list_of_ids_ends(app, keys, said):
    with app.test_request_context():
        shown = listed(keys)
        assert shown.startswith(said)
        assert shown.endswith("1,010 more") == (len(keys) > 20)


def test_counts_are_said_in_words(app):
    with app.test_request_context():
        assert (heading(1), heading(1_234)) == ("1 question chosen", "1,234 questions chosen")
        assert (changed(1), changed(1_234)) == ("1 question is changed.", "1,234 questions are changed.")
