from __future__ import annotations

import pytest

from quizapp.workbench.bulk_pages import changed, heading, listed


@pytest.mark.parametrize(
    ("titles", "said"),
    [(["A?"], "“A?”"), (["A?", "B?"], "“A?”, “B?”"), ([f"{number}?" for number in range(1_030)], "“0?”, ")],
)
def test_a_list_of_titles_ends(app, titles, said):
    with app.test_request_context():
        shown = listed(titles)
        assert shown.startswith(said)
        assert shown.endswith("1,010 more") == (len(titles) > 20)


def test_counts_are_said_in_words(app):
    with app.test_request_context():
        assert (heading(1), heading(1_234)) == ("1 question chosen", "1,234 questions chosen")
        assert (changed(1), changed(1_234)) == ("1 question is changed.", "1,234 questions are changed.")
