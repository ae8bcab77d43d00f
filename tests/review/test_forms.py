from __future__ import annotations

import pytest

from quizapp.review.forms import LONGEST_MS, SubmittedRating, submitted_rating
from quizapp.scheduling.state import Rating


@pytest.fixture
def sent(app):
    def sent(**fields):
        with app.test_request_context(method="POST", data=fields):
            return submitted_rating()

    return sent


@pytest.mark.parametrize("rating", Rating)
def test_the_four_ratings_are_read(sent, rating):
    assert sent(rating=str(rating.value)) == SubmittedRating(rating, None)


@pytest.mark.parametrize("text", ["", "0", "5", "again", " 3", "٣", "3.0"])
def test_everything_else_is_no_rating(sent, text):
    assert sent(rating=text) is None
    assert sent() is None


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("0", 0),
        ("1500", 1500),
        (str(LONGEST_MS), LONGEST_MS),
        (str(LONGEST_MS + 1), None),
        ("9" * 5_000, None),
        ("-1", None),
        ("1.5", None),
        ("²", None),
        ("", None),
    ],
)
def test_a_time_that_cannot_be_is_not_kept(sent, text, duration):
    assert sent(rating="3", duration_ms=text).duration_ms == duration


@pytest.mark.parametrize(
    ("days", "placed"),
    [
        ("- - 20002 20010", 20002),
        ("1 2 3 4", 3),
        ("", None),
        ("1 2 3", None),
        ("1 2 3 4 5", None),
        ("1 2 -3 4", None),
        ("1 2 1000000 4", None),
        ("a b c d", None),
    ],
)
def test_the_day_that_the_button_showed_is_read(sent, days, placed):
    assert sent(rating="3", due_days=days).placed == placed
