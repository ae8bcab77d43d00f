from __future__ import annotations

import logging
import threading

from quizapp.gate import GateTimeoutError
from quizapp.ops.rounds import keep_doing
from tests.live_server import PATIENCE_SECONDS


def test_whatever_breaks_a_round_is_logged_and_the_next_one_comes(caplog):
    reached, rounds = threading.Event(), iter([GateTimeoutError, OSError, KeyError])

    def work():
        if trouble := next(rounds, None):
            raise trouble
        reached.set()

    with caplog.at_level(logging.ERROR):
        ended = keep_doing(work, name="trying", seconds=0.001, trouble="It could not be done.")
        assert reached.wait(PATIENCE_SECONDS)
        ended.set()
    assert [record.message for record in caplog.records] == ["It could not be done."] * 3
