"""Stamps: one that was spent tells, to whoever has it, that it was, and when; it is not kept itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.accounts.stamps import spent_stamp, was_spent

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(seconds=1)


def test_a_stamp_that_was_spent_is_known_by_itself_alone_and_for_a_while():
    kept = spent_stamp("stamp", NOW)
    assert was_spent(kept, "stamp", BEFORE)
    assert not was_spent(kept, "another", BEFORE)
    assert not was_spent(kept, kept, BEFORE)
    assert not was_spent(kept, "stamp", NOW)
    assert not kept.startswith("stamp")


@pytest.mark.parametrize("kept", ["", "stamp", "a stamp-of_a guest"])
def test_a_stamp_that_was_not_spent_says_nothing(kept):
    assert not was_spent(kept, "stamp", BEFORE)
    assert not was_spent(kept, kept, BEFORE)
