from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from quizapp.web.paging import LAST_PAGE, page_asked


@pytest.mark.parametrize(
    ("said", "page"),
    [("3", 3), ("0", 1), ("-5", 1), ("x", 1), ("", 1), ("9" * 30, LAST_PAGE), ("9" * 5_000, 1)],
)
def test_the_nearest_page_that_there_can_be_is_asked_for(said, page):
    assert page_asked(MultiDict({"page": said})) == page


def test_the_first_page_is_asked_for_where_nothing_is_said():
    assert page_asked(MultiDict()) == 1
