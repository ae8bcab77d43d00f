"""Requests that take long do not keep others waiting: these are answered beside them."""

from __future__ import annotations

import time
from threading import Thread

from quizapp.ops.serving import turns as turns_module
from quizapp.ops.serving.turns import MOST_BESIDE, Turns
from tests.ops.serving.test_turns import MOST, Senders, Silent, Steps, ask, until


class Mixed(Steps):
    """Answers at once, but for those who ask for something slow."""

    def __call__(self, environ, start_response):
        if environ.get("PATH_INFO") == "/slow":
            return super().__call__(environ, start_response)
        start_response("200 OK", self.headers)
        return [b"ok"]


def ask_slowly(turns, many=1):
    slow = [Thread(target=ask, args=(turns,), kwargs={"PATH_INFO": "/slow"}) for _number in range(many)]
    for number, thread in enumerate(slow):
        thread.start()
        until(lambda number=number: len(turns._begun_at) == number + 1)
    return slow


def test_what_takes_long_keeps_others_waiting_for_a_moment_only_and_then_has_its_turn_alone(monkeypatch):
    monkeypatch.setattr(turns_module, "OVERTAKEN_SECONDS", 0.01)
    application = Mixed()
    turns = Turns(application, 1, MOST)
    (slow,) = ask_slowly(turns)
    for _time in range(3):
        assert ask(turns) == "200 OK"
    assert (turns.at_work(), turns._beside) == (1, 0)
    application.steps.release()
    slow.join()
    assert (turns.at_work(), turns._free) == (0, 1)


def test_so_many_that_take_long_are_answered_beside_each_other_and_others_wait(monkeypatch):
    monkeypatch.setattr(turns_module, "OVERTAKEN_SECONDS", 0.01)
    application = Mixed()
    turns = Turns(application, 1, MOST)
    slow = ask_slowly(turns, 1 + MOST_BESIDE)
    waiting = Thread(target=ask, args=(turns,))
    waiting.start()
    until(lambda: turns._waiting)
    time.sleep(0.05)
    assert waiting.is_alive()
    application.steps.release()
    waiting.join(60)
    assert not waiting.is_alive()
    application.steps.release(MOST_BESIDE)
    for thread in slow:
        thread.join()
    assert (turns.at_work(), turns._beside, turns._free) == (0, 0, 1)


def one_rests_while_one_is_answered():
    application = Steps()
    turns = Turns(application, 1, MOST)
    senders = Senders(turns, 3)
    application.steps.release()
    until(lambda: len(turns._resting) == 1)
    application.steps.release()
    until(lambda: senders.left() == 2)
    return application, turns, senders


def test_a_thread_that_rests_takes_requests_in_while_something_takes_long(monkeypatch):
    monkeypatch.setattr(turns_module, "OVERTAKEN_SECONDS", 600.0)
    monkeypatch.setattr(turns_module, "LOOKS_EVERY", 600.0)
    application, turns, senders = one_rests_while_one_is_answered()
    monkeypatch.setattr(turns_module, "OVERTAKEN_SECONDS", 0.0)  # the last one takes long now
    silent = Silent(b"answer=o")
    thread = Thread(target=ask, args=(turns, silent, 9))
    thread.start()
    until(lambda: senders.left() == 1)
    application.steps.release()
    until(lambda: senders.left() == 0)
    silent.ended.set()
    thread.join()


def test_a_thread_that_rests_is_woken_when_all_others_take_long(monkeypatch):
    monkeypatch.setattr(turns_module, "OVERTAKEN_SECONDS", 600.0)
    monkeypatch.setattr(turns_module, "LOOKS_EVERY", 0.01)
    application, turns, senders = one_rests_while_one_is_answered()
    time.sleep(0.05)
    assert len(turns._resting) == 1  # while the last one is answered
    monkeypatch.setattr(turns_module, "OVERTAKEN_SECONDS", 0.0)  # from here on that takes long
    until(lambda: senders.left() == 1)
    until(lambda: not turns._is_watched)
    application.steps.release()
    until(lambda: senders.left() == 0)
