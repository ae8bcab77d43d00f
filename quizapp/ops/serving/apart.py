"""Work in a process of its own, so that what it needs for it is not kept by a server that runs for months."""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import sys
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")


def apart(work: Callable[[], T]) -> T:
    """Return what some work returns, done by a process that is forked for it; by this one where a system cannot.

    What it returns has to be picklable. Where this process is ended alone, that one goes on to the end of its work.

    Raises:
        Exception: what the work raised, with a note of where.
        RuntimeError: the process ended without an answer.
    """
    if sys.platform != "linux":
        return work()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(work, theirs))
    process.start()
    theirs.close()
    try:
        said, error, place = ours.recv()
    except EOFError:
        process.join()
        raise RuntimeError(f"The process that prepared ended with {process.exitcode}.") from None
    process.join()
    if error is not None:
        error.add_note(place)
        raise error
    result: T = said
    return result


def _answer(work: Callable[[], T], to: Connection) -> None:
    # A key that stops both is told by the one that began, and where that one was ended nobody listens any more.
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        answer: tuple[T | None, Exception | None, str]
        try:
            answer = work(), None, ""
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where it was asked for
            answer = None, _as_it_comes_over(error), traceback.format_exc()
        to.send(answer)


def _as_it_comes_over(error: Exception) -> Exception:
    """Return an error, or in its place one that says the same where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - whatever its class does there
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
