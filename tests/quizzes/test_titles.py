from __future__ import annotations

import pytest

from quizapp.bank.queries import Facts
from quizapp.quizzes.selection import Selection
from quizapp.quizzes.titles import title_of

FACTS = Facts(banks=(("dates", "When it happened"), ("actors", "Who did it")), topics=(), facets=(), kinds=())


@pytest.mark.parametrize(
    ("selection", "title"),
    [
        (Selection(size=10), "All banks: 10 questions"),
        (Selection(size=1), "All banks: 1 question"),
        (Selection(banks=("dates",), size=5), "When it happened: 5 questions"),
        (Selection(banks=("actors", "dates"), size=5), "Who did it, When it happened: 5 questions"),
        (Selection(banks=("gone",), size=5), "All banks: 5 questions"),
        (
            Selection(topics=("ukraine-war",), facets=("actor",), kinds=("true_false",), size=2),
            "All banks: Ukraine war, actor, true or false, 2 questions",
        ),
        (Selection(passages=("ally-2023#p2",), size=5), "All banks: ally-2023, passage 2, 5 questions"),
    ],
)
def test_a_title_says_what_is_drawn_from(app, selection, title):
    with app.test_request_context():
        assert title_of(selection, FACTS) == title
