"""Requests in turn: what waits for its sender keeps nobody waiting."""

from __future__ import annotations

import io
import socket
from pathlib import Path
from threading import Event, Thread

import pytest

from quizapp.ops.turns import Turns, give_up_the_gone

MOST = 1_000


class Application:
    """Says what it got, after a while if it is told to; and notes how many of it were at work at once."""

    def __init__(self):
        self.go, self.at_work, self.most, self.seen = Event(), 0, 0, []
        self.go.set()

    def __call__(self, environ, start_response):
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        self.go.wait(60)
        self.seen.append(environ["wsgi.input"].read())
        self.at_work -= 1
        start_response("200 OK", [])
        return []


class Silent(io.BytesIO):
    """A sender who says no more after its first words, until its connection ends."""

    def __init__(self, words):
        super().__init__(words)
        self.asked, self.ended = Event(), Event()

    def read(self, size=-1):
        if found := super().read(size):
            return found
        self.asked.set()
        self.ended.wait(60)
        return b""


def ask(turns, body=b"", length=None, **more):
    statuses = []
    source = body if isinstance(body, io.BytesIO) else io.BytesIO(body)
    environ = {"wsgi.input": source, "CONTENT_LENGTH": str(len(source.getvalue()) if length is None else length)}
    turns(environ | more, lambda status, _headers: statuses.append(status))
    return statuses[0]


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def turns(application):
    return Turns(application, 1, MOST)


def test_a_sender_who_falls_silent_keeps_nobody_waiting_and_does_nothing(turns, application):
    silent, said = Silent(b"answer=o"), []
    thread = Thread(target=lambda: said.append(ask(turns, silent, length=9)))
    thread.start()
    assert silent.asked.wait(60)
    assert ask(turns, b"answer=on") == "200 OK"
    silent.ended.set()
    thread.join()
    assert said == ["400 Bad Request"]
    assert application.seen == [b"answer=on"]


def test_one_after_the_other_is_answered_in_the_order_in_which_they_came(turns, application):
    application.go.clear()
    threads = [Thread(target=ask, args=(turns, str(number).encode())) for number in range(6)]
    for number, thread in enumerate(threads):
        thread.start()
        while number and len(turns._waiting) < number:
            pass
        while not number and not application.at_work:
            pass
    assert turns.at_work() == 6
    application.go.set()
    for thread in threads:
        thread.join()
    assert turns.at_work() == 0
    assert application.most == 1
    assert application.seen == [str(number).encode() for number in range(6)]
    assert turns._free == 1


def test_the_first_request_of_all_has_something_begin(application):
    begun = []
    turns = Turns(application, 1, MOST, lambda: begun.append(len(application.seen)))
    for _time in range(2):
        ask(turns)
    assert begun == [0]


def test_an_error_gives_the_turn_on(application):
    def broken(_environ, _start_response):
        raise ArithmeticError

    turns = Turns(broken, 1, MOST)
    for _time in range(2):
        with pytest.raises(ArithmeticError):
            ask(turns)


def test_a_connection_that_breaks_is_a_request_that_did_not_come(turns, application):
    class Broken(io.BytesIO):
        def read(self, _size=-1):
            raise OSError

    assert ask(turns, Broken(b"x"), length=9) == "400 Bad Request"
    assert application.seen == []


def test_what_is_too_long_or_says_no_length_is_left_to_the_application(turns, application):
    assert ask(turns, b"x" * (MOST + 1)) == "200 OK"
    assert ask(turns, b"in pieces", length="") == "200 OK"
    assert ask(turns, b"in pieces", HTTP_TRANSFER_ENCODING="chunked") == "411 Length Required"
    assert application.seen == [b"x" * (MOST + 1), b"in pieces"]


def test_the_system_asks_connections_whether_they_are_there():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        give_up_the_gone()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as taken:
            assert taken.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


def test_what_is_no_connection_is_left_as_it_is(tmp_path):
    with (tmp_path / "log").open("w") as log:
        before = len(list(Path("/proc/self/fd").iterdir()))
        give_up_the_gone()
        assert len(list(Path("/proc/self/fd").iterdir())) <= before  # another thread may close something
        log.write("still open")
