"""Work in a second thread while this one goes on: for what leaves Python alone, as a long statement does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager


@contextmanager
def meanwhile(work: Callable[[], None] | None) -> Iterator[None]:
    """Do some work in a second thread during a block; both are over at its end, however that comes.

    What the work uses, a connection for instance, the block has to leave alone. What it raises is raised at the end.
    """
    if work is None:
        yield
        return
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="meanwhile") as second:
        end = second.submit(work)
        yield
        end.result()
