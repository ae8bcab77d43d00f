from __future__ import annotations

from quizapp.gradebook.windows import newest_page


def test_the_assignments_closed_last_are_shown_first():
    assert [newest_page(closed, 45, 20) for closed in (0, 1, 20, 21, 45)] == [1, 1, 1, 2, 3]
    assert newest_page(0, 0, 20) == 1
