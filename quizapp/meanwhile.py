"""Work in a second thread while this one goes on: for what leaves Python alone, as a long statement does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

OFTEN = 0.0002
"""Seconds that Python stays with one thread meanwhile: one that needs it between two statements, for a moment, waits no
longer for the one that is busy in it. Usually it waits 25 times as long, and again at each step."""


def take_turns_often() -> None:
    """Let threads of this process change places so often from now on."""
    sys.setswitchinterval(OFTEN)


@contextmanager
def meanwhile(work: Callable[[], None] | None) -> Iterator[None]:
    """Do some work in a second thread during a block; both are over at its end, however that comes.

    What the work uses, a connection for instance, the block has to leave alone. What it raises is raised at the end.
    """
    if work is None:
        yield
        return
    with _taking_turns_often(), ThreadPoolExecutor(max_workers=1, thread_name_prefix="meanwhile") as second:
        end = second.submit(work)
        yield
        end.result()


@contextmanager
def _taking_turns_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    take_turns_often()
    try:
        yield
    finally:
        sys.setswitchinterval(before)
