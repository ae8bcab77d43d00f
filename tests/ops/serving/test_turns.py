"""Requests in turn: what waits for its sender keeps nobody waiting."""

from __future__ import annotations

import io
import time
from threading import Event, Semaphore, Thread

import pytest

from quizapp.ops.serving import turns as turns_module
from quizapp.ops.serving.turns import MOST_BEGUN, MOST_OF_ONE, Turns

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


@pytest.fixture(autouse=True)
def _nothing_is_slow(monkeypatch):
    """Let nobody be overtaken however slow the machine is, where a test does not ask for it."""
    monkeypatch.setattr(turns_module, "OVERTAKEN_SECONDS", 600.0)
    monkeypatch.setattr(turns_module, "LOOKS_EVERY", 600.0)


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


class Steps:
    """Answers one request for each step that it is told to take."""

    def __init__(self, headers=(("Content-Length", "2"),), *, is_closed=True):
        self.steps, self.ended, self.headers, self.is_closed = Semaphore(0), [], list(headers), is_closed

    def __call__(self, _environ, start_response):
        assert self.steps.acquire(timeout=60)
        start_response("200 OK", self.headers)
        return Closed([b"ok"], self.ended) if self.is_closed else [b"ok"]


class Closed(list):
    def __init__(self, parts, ended):
        super().__init__(parts)
        self.ended = ended

    def close(self):
        self.ended.append(b"".join(self))


class Senders:
    """Threads that ask, one request each, and send the answer on."""

    def __init__(self, turns, many):
        self.turns, self.threads = turns, [Thread(target=self.ask_one) for _number in range(many)]
        for number, thread in enumerate(self.threads):
            thread.start()
            until(lambda number=number: turns.at_work() == number + 1)

    def ask_one(self):
        reply = self.turns({"wsgi.input": io.BytesIO()}, lambda _status, _headers: None)
        assert list(reply) == [b"ok"]
        if hasattr(reply, "close"):
            reply.close()

    def left(self):
        return sum(thread.is_alive() for thread in self.threads)


def until(holds):
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_thread_rests_while_enough_others_have_requests_and_is_there_when_they_are_gone():
    application = Steps()
    turns = Turns(application, 1, MOST)
    senders = Senders(turns, 4)
    for resting in (1, 2):
        application.steps.release()
        until(lambda resting=resting: len(turns._resting) == resting)
        assert application.ended == [b"ok"] * resting  # what was answered is on its way
    application.steps.release(2)
    until(lambda: senders.left() == 1)
    silent = Silent(b"answer=o")
    thread = Thread(target=ask, args=(turns, silent, 9))
    thread.start()
    until(lambda: senders.left() == 0)  # as the one that was awake waits for somebody silent
    silent.ended.set()
    thread.join()


def test_a_thread_does_not_rest_for_ever(monkeypatch):
    monkeypatch.setattr(turns_module, "REST_SECONDS", 0.001)
    application = Steps()
    turns = Turns(application, 1, MOST)
    senders = Senders(turns, 3)
    application.steps.release()
    until(lambda: senders.left() == 2)
    assert turns._resting == []
    application.steps.release(2)
    until(lambda: senders.left() == 0)


def test_an_answer_that_needs_no_closing_is_sent_like_others(monkeypatch):
    monkeypatch.setattr(turns_module, "REST_SECONDS", 0.001)
    application = Steps(is_closed=False)
    senders = Senders(Turns(application, 1, MOST), 3)
    application.steps.release(3)
    until(lambda: senders.left() == 0)


def test_an_answer_that_ends_with_its_thread_is_not_kept_waiting():
    application = Steps(headers=())
    turns = Turns(application, 1, MOST)
    senders = Senders(turns, 3)
    application.steps.release()
    until(lambda: senders.left() == 2)
    application.steps.release(2)
    until(lambda: senders.left() == 0)


@pytest.mark.longer
def test_one_address_may_begin_so_many_requests_and_all_together_some_more(turns, application):
    silent = [(Silent(b"answer=o"), f"10.0.0.{number // MOST_OF_ONE}") for number in range(MOST_BEGUN)]
    threads = [Thread(target=ask, args=(turns, one, 9), kwargs={"REMOTE_ADDR": who}) for one, who in silent[:-1]]
    for thread in threads:
        thread.start()
    assert all(one.asked.wait(60) for one, _who in silent[:-1])
    assert ask(turns, b"answer=on", REMOTE_ADDR="10.0.0.0") == "503 Service Unavailable"
    assert ask(turns, b"answer=on", REMOTE_ADDR="10.0.0.1") == "200 OK"
    last, who = silent[-1]
    threads.append(Thread(target=ask, args=(turns, last, 9), kwargs={"REMOTE_ADDR": who}))
    threads[-1].start()
    assert last.asked.wait(60)
    assert ask(turns, b"answer=on", REMOTE_ADDR="10.0.0.2") == "503 Service Unavailable"
    assert ask(turns, REMOTE_ADDR="10.0.0.0") == "200 OK"  # who only asks for a page
    for one, _who in silent:
        one.ended.set()
    for thread in threads:
        thread.join()
    assert turns._begun == {}
    assert application.seen == [b"answer=on", b""]


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
