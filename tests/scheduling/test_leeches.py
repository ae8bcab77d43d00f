from __future__ import annotations

from quizapp.scheduling.leeches import is_leech


def test_help_is_offered_at_eight_lapses_and_then_at_every_fourth():
    assert [lapses for lapses in range(25) if is_leech(lapses)] == [8, 12, 16, 20, 24]
