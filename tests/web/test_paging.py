from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from quizapp.web.paging import LAST_PAGE, Part, page_asked


@pytest.mark.parametrize(
    ("said", "page"),
    [("3", 3), ("0", 1), ("-5", 1), ("x", 1), ("", 1), ("9" * 30, LAST_PAGE), ("9" * 5_000, 1)],
)
def test_the_nearest_page_that_there_can_be_is_asked_for(said, page):
    assert page_asked(MultiDict({"page": said})) == page


def test_the_first_page_is_asked_for_where_nothing_is_said():
    assert page_asked(MultiDict()) == 1
    assert [page_asked(MultiDict(said), "assignments", 3) for said in ({}, {"assignments": "2"}, {"page": "2"})] == [
        3,
        2,
        3,
    ]


def test_a_part_holds_its_items_and_one_that_is_not_there_is_the_nearest():
    items = list(range(1, 8))
    assert [list(Part.near(number, 7, 3).of(items)) for number in (1, 2, 3)] == [[1, 2, 3], [4, 5, 6], [7]]
    assert (Part.near(99, 7, 3), Part.near(0, 7, 3)) == (Part(3, 3, 3), Part(1, 3, 3))
    assert Part.near(1, 0, 3) == Part(1, 1, 3)
