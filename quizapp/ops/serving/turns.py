"""Whose turn it is: a process answers few requests at a time, but waits for none whose sender has not sent all of it.

A phone that loses its network in the middle of a request leaves one that never ends. Bodies are taken in before the
turn, each by a thread of its own, and the system is asked to give up connections whose other end is gone. Most of those
threads rest: under full load each more that takes requests costs answers, as they are handed from one to the other.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from tempfile import TemporaryFile
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Any

from quizapp.ops.serving.gone import give_up_the_gone

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Few: more only queue on the interpreter and on SQLite's lock. Windows has one process, as the gate guards no more
# there, so that others may go on while one waits for the disk.
AT_ONCE = 4 if sys.platform == "win32" else 1
OVERTAKEN_SECONDS = 0.1
"""A request that takes longer does not keep others waiting: they are answered beside it."""
MOST_BESIDE = 7
"""How many such ones there may be; then others wait. Each needs a connection to the database, of which there are 15."""
SENDERS = 64
"""How many threads of a process take requests in; they begin when they are needed. The server lets go of none whose
request has begun, until it has come whole or its connection ends."""
LOOKS_EVERY = 0.1
"""How often somebody looks whether a thread that rests is wanted."""
REST_SECONDS = 30.0
"""How long a thread rests that has answered a request while one more had come than are answered at once."""
MOST_BEGUN, MOST_OF_ONE = SENDERS - 4, SENDERS * 3 // 4
"""How many requests that have not come whole a process waits for at once: of all, and of one address."""
KEPT_IN_MEMORY = 1024 * 1024
STRETCH = 256 * 1024


class Turns:
    """An application that answers so many requests at a time, in the order in which they came in whole."""

    def __init__(
        self, application: WSGIApplication, at_once: int, most: int, begin: Callable[[], object] | None = None
    ) -> None:
        """Take requests of up to so many bytes in; longer ones are left to the application, which refuses them.

        The first of all has something begin.
        """
        self._application, self._most, self._begin = application, most, begin
        self._at_once = self._free = at_once
        self._beside, self._begun_at = 0, list[float]()
        self._enough = at_once + 1
        self._waiting: deque[Lock] = deque()
        self._resting: list[Lock] = []
        self._begun: Counter[str] = Counter()
        self._lock = Lock()
        self._has_begun = self._is_watched = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request when it is its turn."""
        if not self._has_begun:
            self._begin_once()
        if "HTTP_TRANSFER_ENCODING" in environ:  # no browser sends what it does not know the length of
            return _refuse("411 Length Required", start_response)
        wanted = _length_of(environ)
        if not wanted:
            return self._answer_and_rest(environ, start_response)
        if wanted > self._most:
            return self._answer(environ, start_response)
        with BytesIO() if wanted <= KEPT_IN_MEMORY else TemporaryFile() as body:
            address = environ.get("REMOTE_ADDR", "")
            if not self._may_begin(address):
                return _refuse("503 Service Unavailable", start_response)
            try:
                is_whole = _take_in(environ, body, wanted)
            finally:
                self._has_ended(address)
            if not is_whole:
                return _refuse("400 Bad Request", start_response)
            return self._answer_and_rest(environ, start_response)

    def at_work(self) -> int:
        """Return how many requests have come whole and are not answered yet."""
        with self._lock:
            return self._in_hand()

    def _in_hand(self) -> int:
        return self._at_once + self._beside - self._free + len(self._waiting)

    def _moves_on(self) -> int:
        """Return how many requests are in hand without those that take long."""
        return self._in_hand() - sum(map(_is_slow, self._begun_at))

    def _begin_once(self) -> None:
        with self._lock:
            if self._has_begun:
                return
            self._has_begun = True
        give_up_the_gone()
        if self._begin:
            self._begin()

    def _may_begin(self, address: str) -> bool:
        with self._lock:
            if self._begun.total() >= MOST_BEGUN or self._begun[address] >= MOST_OF_ONE:
                return False
            self._begun[address] += 1
            self._wake_where_needed()
            return True

    def _has_ended(self, address: str) -> None:
        with self._lock:
            self._begun[address] -= 1
            if not self._begun[address]:
                del self._begun[address]

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self._wait_for_turn()
        began = time.monotonic()
        self._begun_at.append(began)
        try:
            return self._application(environ, start_response)
        finally:
            with self._lock:
                self._begun_at.remove(began)
                self._pass_on(was_overtaken=_is_slow(began))

    def _wait_for_turn(self) -> None:
        mine = Lock()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            mine.acquire()
            self._waiting.append(mine)
            self._let_one_overtake()
        while not mine.acquire(timeout=OVERTAKEN_SECONDS):  # given by whoever had the turn before, where one has it
            with self._lock:
                self._let_one_overtake()

    def _let_one_overtake(self) -> None:
        """Let the first that waits go beside those at work where all of these are slow."""
        have_begun = len(self._begun_at) == self._at_once + self._beside - self._free
        if have_begun and self._waiting and self._beside < MOST_BESIDE and all(map(_is_slow, self._begun_at)):
            self._beside += 1
            self._waiting.popleft().release()

    def _pass_on(self, *, was_overtaken: bool) -> None:
        """Give a turn that ends to the next; one turn beside goes with each that was slow, or that nobody wants."""
        if self._beside and (was_overtaken or not self._waiting):
            self._beside -= 1
        elif self._waiting:
            self._waiting.popleft().release()
        else:
            self._free += 1
            self._wake_where_needed()

    def _answer_and_rest(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request of which nothing more is to come, and have its thread rest then if enough others work."""
        told: list[tuple[str, str]] = []

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:  # noqa: ANN401 - as WSGI has it
            told[:] = headers
            return start_response(status, headers, *more)

        reply = self._answer(environ, start)
        if self._moves_on() < self._enough or not any(name.lower() == "content-length" for name, _value in told):
            return reply  # without its length its end is known when this thread has let go of it
        return _Reply(reply, self._rest)

    def _rest(self) -> None:
        mine = Lock()
        with self._lock:
            if self._moves_on() < self._enough:
                return
            mine.acquire()
            self._resting.append(mine)
            if not self._is_watched:
                self._is_watched = True
                Thread(target=self._watch, name="quizapp-turns", daemon=True).start()
        if not mine.acquire(timeout=REST_SECONDS):
            with self._lock, contextlib.suppress(ValueError):  # somebody woke it just now
                self._resting.remove(mine)

    def _watch(self) -> None:
        """Wake a thread now and then while all that is at work takes long, for as long as there are any that rest."""
        while True:
            time.sleep(LOOKS_EVERY)
            with self._lock:
                self._wake_where_needed()
                self._is_watched = bool(self._resting)
                if not self._is_watched:
                    return

    def _wake_where_needed(self) -> None:
        """Wake a thread that rests where more could be at work: that which goes now may be kept by somebody silent."""
        if self._resting and self._moves_on() < self._at_once:
            self._resting.pop().release()


class _Reply:
    """What was answered, and what is done once the server has sent it on."""

    def __init__(self, reply: Iterable[bytes], then: Callable[[], None]) -> None:
        self._reply, self._then = reply, then

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._reply)

    def close(self) -> None:
        """End it, as WSGI has it."""
        try:
            getattr(self._reply, "close", _nothing)()
        finally:
            self._then()


def _is_slow(began: float) -> bool:
    return time.monotonic() - began >= OVERTAKEN_SECONDS


def _nothing() -> None:
    """Close what needs no closing."""


def _refuse(status: str, start_response: StartResponse) -> Iterable[bytes]:
    start_response(status, [("Content-Length", "0"), ("Connection", "close")])
    return []


def _length_of(environ: WSGIEnvironment) -> int:
    """Return how many bytes a request says that it brings; 0 for none."""
    length = environ.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0


def _take_in(environ: WSGIEnvironment, body: IO[bytes], wanted: int) -> bool:
    """Read all of a request's body into a file that takes its place; say whether it came whole."""
    try:
        taken = _copy(environ["wsgi.input"], body, wanted)
    except (OSError, RuntimeError):
        return False
    body.seek(0)
    environ["wsgi.input"] = body
    return taken == wanted


def _copy(source: IO[bytes], target: IO[bytes], wanted: int) -> int:
    taken = 0
    while taken < wanted and (stretch := source.read(min(STRETCH, wanted - taken))):
        taken += target.write(stretch)
    return taken
