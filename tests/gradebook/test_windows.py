from __future__ import annotations

import pytest

from quizapp.gradebook.windows import newest_page, window


@pytest.mark.parametrize(
    ("asked", "shown", "page"),
    [
        *(("", [1, 2], 1), ("2", [3, 4], 2), ("3", [5], 3), ("99", [5], 3), ("0", [1, 2], 1), ("-1", [1, 2], 1)),
        *(("x", [1, 2], 1), ("²", [1, 2], 1), ("9" * 40, [1, 2], 1)),
    ],
)
def test_a_page_is_the_one_asked_for_or_the_nearest(asked, shown, page):
    found = window([1, 2, 3, 4, 5], 2, asked)
    assert (list(found.shown), found.page, found.pages, found.total) == (shown, page, 3, 5)


def test_places_are_counted_from_one():
    assert (window("abcde", 2, "2").first, window("abcde", 2, "2").last) == (3, 4)
    assert (window("", 2, "").first, window("", 2, "").last, window("", 2, "").pages) == (0, 0, 1)


def test_the_assignments_closed_last_are_shown_first():
    assert [newest_page(closed, 45, 20) for closed in (0, 1, 20, 21, 45)] == ["1", "1", "1", "2", "3"]
    assert newest_page(0, 0, 20) == "1"
