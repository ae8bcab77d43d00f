from __future__ import annotations

import pytest

from quizapp.transfer.states import Standing, State, standings, state_of


@pytest.mark.parametrize(
    ("base", "file", "database", "state"),
    [
        ("a", "a", "a", State.SAME),
        ("a", "b", "b", State.SAME),
        (None, "a", "a", State.SAME),
        ("a", "b", "a", State.FILE),
        ("a", "a", "b", State.BROWSER),
        ("a", "b", "c", State.CONFLICT),
        (None, "a", "b", State.CONFLICT),
        (None, "a", None, State.ONLY_FILE),
        ("a", None, "a", State.ONLY_DATABASE),
    ],
)
def test_the_side_that_left_what_both_said_is_the_one_that_changed(base, file, database, state):
    assert state_of(base, file, database) is state


def test_parts_come_in_the_file_s_order_and_tell_what_was_removed_from_what_is_new():
    found = list(standings({"gone": "a", "x": "b"}, {"new": "n", "x": "b"}, {"x": "b", "gone": "a", "ours": "o"}))
    assert found == [
        Standing("new", State.ONLY_FILE, was_known=False),
        Standing("x", State.SAME, was_known=True),
        Standing("gone", State.ONLY_DATABASE, was_known=True),
        Standing("ours", State.ONLY_DATABASE, was_known=False),
    ]
