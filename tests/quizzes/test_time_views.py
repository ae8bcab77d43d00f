from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from quizapp.clock import utcnow
from quizapp.quizzes.terms import GRACE, Terms


@pytest.mark.longer
def test_a_page_that_stays_open_learns_how_much_time_is_left(give):
    closing = utcnow().replace(microsecond=0) + timedelta(hours=1)
    player, attempt = give(Terms(closes_at=closing, minutes=60, usual_minutes=30))
    with time_machine.travel(closing - timedelta(minutes=2), tick=False):
        told = player.client.get(f"/attempts/{attempt}/time").json
        page = player.page(attempt, "premier")
    assert (told["seconds"], told["extended"]) == (120, "60 min, extended from 30")
    assert 'data-timer="120"' in page
    assert "2 minutes left" in page
    assert "60 min, extended from 30" in page
    with time_machine.travel(closing + 2 * GRACE, tick=False):
        assert player.client.get(f"/attempts/{attempt}/time").json == {"finished": True, "seconds": None}


@pytest.mark.longer
def test_practice_has_no_time(player):
    attempt = player.start()
    assert player.client.get(f"/attempts/{attempt}/time").json == {"finished": False, "seconds": None}
    assert "data-timer" not in player.page(attempt, "premier")


@pytest.mark.longer
def test_an_end_in_some_days_is_told_with_its_day(give):
    closing = utcnow().replace(microsecond=0) + timedelta(days=3)
    player, attempt = give(Terms(closes_at=closing))
    assert f"{closing:%Y}" in player.client.get(f"/attempts/{attempt}/time").json["ends"]
    page = player.page(attempt, "premier")
    assert "Ends on " in page
    assert 'class="timer far"' in page  # it does not stay in sight
    with time_machine.travel(closing - timedelta(hours=11), tick=False):
        assert f"{closing:%Y}" not in player.client.get(f"/attempts/{attempt}/time").json["ends"]
        page = player.page(attempt, "premier")
        assert "Ends at " in page
        assert 'class="timer"' in page
