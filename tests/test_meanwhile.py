from __future__ import annotations

import sys
from threading import Event, current_thread

import pytest

from quizapp.meanwhile import OFTEN, meanwhile


def test_work_is_done_in_a_second_thread_while_the_block_goes_on():
    begun, threads = Event(), []

    def work():
        begun.wait(10)
        threads.append(current_thread())

    with meanwhile(work):
        assert threads == []
        begun.set()
    assert threads != [current_thread()]
    assert len(threads) == 1


def test_what_the_work_raises_is_raised_at_the_end_of_the_block():
    done = []
    with pytest.raises(ZeroDivisionError), meanwhile(lambda: done.append(1 // 0)):
        done.append("block")
    assert done == ["block"]


def test_a_block_that_fails_waits_for_the_work():
    begun, done = Event(), []

    def work():
        begun.wait(10)
        done.append("work")

    def fail():
        begun.set()
        raise LookupError

    with pytest.raises(LookupError), meanwhile(work):
        fail()
    assert done == ["work"]


def test_there_may_be_nothing_to_do():
    with meanwhile(None):
        done = ["block"]
    assert done == ["block"]


def test_python_goes_to_and_fro_more_often_meanwhile_and_as_usual_afterwards():
    usual, seen = sys.getswitchinterval(), []
    with meanwhile(lambda: seen.append(sys.getswitchinterval())):
        pass
    with pytest.raises(ZeroDivisionError), meanwhile(lambda: seen.append(1 // 0)):
        pass
    assert seen == [pytest.approx(OFTEN)]
    assert sys.getswitchinterval() == usual
