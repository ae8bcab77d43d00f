"""Clean stops: while the server begins, and with requests in flight."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quizapp.ops import stopping
from quizapp.ops.running import is_served
from tests.live_server import PATIENCE_SECONDS

BEGINNER = """
import os, signal, sys, time
from quizapp.ops.stopping import let_beginners_end
signal.signal(signal.SIGTERM, lambda *_: None)  # as a server does, which only remembers it
let_beginners_end()
begun, say_so = os.pipe()
child = os.fork()
if child == 0:
    os.write(say_so, b".")
    time.sleep(600)
    os._exit(0)
os.read(begun, 1)
os.kill(child, signal.SIGTERM)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
ORPHAN = """
import multiprocessing, os, time
from quizapp.ops.stopping import end_with_server
begun, say_so = os.pipe()
def serve():
    end_with_server(list)
    print(os.getpid(), flush=True)
    os.write(say_so, b".")
    time.sleep(600)
    print("still there", flush=True)
multiprocessing.get_context("fork").Process(target=serve).start()
os.read(begun, 1)
os._exit(0)  # without a word to its child
"""
LATE_ORPHAN = """
import multiprocessing, os, time
from quizapp.ops.stopping import end_with_server
server = os.getpid()
def serve():
    while os.getppid() == server:
        time.sleep(0.01)
    end_with_server(list)
    time.sleep(600)
    print("still there", flush=True)
multiprocessing.get_context("fork").Process(target=serve).start()
os._exit(0)
"""
PASSWORD = "quite long enough"


def printed_by(program: str) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True).stdout


@pytest.mark.longer
def test_a_process_that_begins_ends_by_the_signal_that_its_parent_would_only_remember():
    assert printed_by(BEGINNER).strip() == str(-signal.SIGTERM)


@pytest.mark.longer
def test_a_process_ends_with_the_server_that_it_belongs_to():
    assert re.fullmatch(r"\d+\n", printed_by(ORPHAN))  # the output is closed: whoever held it is gone


@pytest.mark.longer
def test_a_process_whose_server_was_gone_before_it_looked_ends_too():
    assert printed_by(LATE_ORPHAN) == ""


def test_a_process_that_belongs_to_no_server_stays():
    before = threading.active_count()
    stopping.end_with_server(list)
    assert threading.active_count() == before


@pytest.mark.slow
def test_after_a_server_was_killed_hard_the_next_one_finds_port_and_folder_free(start_server):
    first = start_server()
    first.process.kill()  # the process that began alone: its workers hear nothing of it
    first.process.wait()
    until = time.monotonic() + PATIENCE_SECONDS
    while is_served(first.data_dir) and time.monotonic() < until:
        time.sleep(0.1)
    assert start_server(first.data_dir, first.port).url == first.url


class Newcomer(threading.Thread):
    """Signs up under one name after another until the server is gone, and notes which it said it has."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__(daemon=True)
        self.port, self.number = port, number
        self.acknowledged: list[str] = []
        self.posted_from = 0  # the port of what was sent last, once all of it was

    def run(self) -> None:
        count = 0
        with contextlib.suppress(OSError, http.client.HTTPException):
            while True:
                count += 1
                name = f"newcomer {self.number} {count}"
                if self.sign_up(name) == 302:
                    self.acknowledged.append(name)

    def sign_up(self, name: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        with contextlib.closing(connection):
            connection.request("GET", "/sign-up")
            page = connection.getresponse()
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode())[1]
            cookie = page.headers["Set-Cookie"].partition(";")[0]
            fields = urllib.parse.urlencode({"name": name, "password": PASSWORD, "csrf_token": token})
            kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
            connection.request("POST", "/sign-up", fields, kind)
            self.posted_from = connection.sock.getsockname()[1]
            return connection.getresponse().status


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_with_requests_in_flight_loses_nothing_that_was_acknowledged(start_server, stop):
    server = start_server()
    newcomers = [Newcomer(server.port, number) for number in range(6)]
    for newcomer in newcomers:
        newcomer.start()
    until = time.monotonic() + PATIENCE_SECONDS
    while not all(one.acknowledged for one in newcomers) and time.monotonic() < until:
        time.sleep(0.05)
    server.process.send_signal(stop)
    assert server.process.wait(PATIENCE_SECONDS) == 0
    for newcomer in newcomers:
        newcomer.join(PATIENCE_SECONDS)
    acknowledged = {name for newcomer in newcomers for name in newcomer.acknowledged}
    assert len(acknowledged) >= len(newcomers)
    with contextlib.closing(sqlite3.connect(server.data_dir / "quizapp.sqlite3")) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM people")}
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert acknowledged - there == set()
    assert server.printed.read_text().count("Traceback") == 0


HALF_A_HEAD = b"POST /practise HTTP/1.1\r\nHost: loc"
HALF_A_BODY = b"POST /practise HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nbegun"


@contextlib.contextmanager
def held_gate(path: Path) -> Iterator[int]:
    """Let no writer through; give the number by which the system knows the lock."""
    with path.open("ab") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield path.stat().st_ino


def wait_until(so: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not so():
        assert time.monotonic() < until
        time.sleep(0.05)


def has_a_writer(lock: int) -> bool:
    return re.search(rf"-> FLOCK.*:{lock} ", Path("/proc/locks").read_text()) is not None


def is_read(port: int, sender: int) -> bool:
    """Say whether a server has taken in all that came to its port from another one."""
    known = "".join(path.read_text() for path in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")) if path.exists())
    return re.search(rf":{port:04X} \w+:{sender:04X} \w+ \w+:00000000 ", known) is not None


@pytest.mark.slow
@pytest.mark.sqlite
def test_a_stop_waits_for_what_is_in_work_and_for_nobody_who_has_not_sent_all_of_it(start_server):
    server = start_server()
    newcomer, said = Newcomer(server.port, 1), []
    at_work = threading.Thread(target=lambda: said.append(newcomer.sign_up("in work")))
    with contextlib.ExitStack() as phones:
        for words in (HALF_A_HEAD, HALF_A_BODY) * 2:
            phones.enter_context(socket.create_connection(("localhost", server.port))).sendall(words)
        with held_gate(server.data_dir / "quizapp.sqlite3.gate") as lock:
            at_work.start()
            wait_until(lambda: newcomer.posted_from and is_read(server.port, newcomer.posted_from))
            wait_until(lambda: has_a_writer(lock))  # perhaps the server's own sweep, which says nothing of the newcomer
            server.process.terminate()
            with pytest.raises(subprocess.TimeoutExpired):
                server.process.wait(stopping.HALF_SENT_SECONDS + 1)
        at_work.join(PATIENCE_SECONDS)
        assert server.process.wait(PATIENCE_SECONDS) == 0
    assert said == [302]
    with contextlib.closing(sqlite3.connect(server.data_dir / "quizapp.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM people WHERE name = 'in work'").fetchone() == (1,)
    assert "Killing" not in server.printed.read_text()
