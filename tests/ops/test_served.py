"""A real server for a while: its processes count together, and its log tells nothing of anybody."""

from __future__ import annotations

import json
import select
import socket
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from quizapp.ops.serving.turns import SENDERS
from tests.live_server import PATIENCE_SECONDS

pytestmark = pytest.mark.slow
CANARIES = ("Anahit-Canary", "canary-answer", "canary-secret", "127.0.0.1", "canary-agent")


def ask(address, **fields):
    data = urllib.parse.urlencode(fields).encode() if fields else None
    request = urllib.request.Request(address, data, {"User-Agent": "canary-agent", "Cookie": "quizapp=canary-secret"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as reply:
            return reply.read().decode()
    except urllib.error.HTTPError as error:
        return str(error.code)


def test_processes_count_together_and_the_log_names_nobody(start_server, tmp_path):
    server = start_server(tmp_path / "new", QUIZAPP_METRICS="1", QUIZAPP_LOG_LEVEL="debug")
    for number in range(30):
        ask(f"{server.url}/practise?topic=canary-answer-{number}")
    ask(f"{server.url}/setup/canary-secret")
    ask(f"{server.url}/sign-in", name="Anahit-Canary", password="canary-answer")
    metrics = ask(f"{server.url}/metrics").splitlines()
    pages = [line for line in metrics if line.startswith('quizapp_requests_total{class="page"')]
    assert sum(int(line.split()[-1]) for line in pages) == 31  # whichever of the processes is asked
    assert json.loads(ask(f"{server.url}/readyz"))["status"] == "ok"
    server.process.terminate()
    server.process.wait(PATIENCE_SECONDS)
    log = (server.data_dir / "logs" / "quizapp.log").read_text()
    assert [json.loads(line)["level"] for line in log.splitlines()]
    assert [word for word in CANARIES if word in log + server.printed.read_text()] == []


BEGUN = (
    b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 40\r\n\r\nname=somebody&pass"
)
REST = b"word=nothing-of-theirs"
SOON_SECONDS = 20
"""Even a slow machine has answered by then; who waits for the silent waits for ever."""


def send(server, sent, address="127.0.0.1"):
    connection = socket.create_connection(("127.0.0.1", server.port), SOON_SECONDS, (address, 0))
    connection.sendall(sent)
    return connection


def answer_to(connection):
    with connection, connection.makefile("rb") as answer:
        return answer.read().decode()


def page_soon(server):
    with urllib.request.urlopen(f"{server.url}/practise", timeout=SOON_SECONDS) as reply:
        return reply.read().decode()


def crowd(server):
    """Have so much asked at once that every process begins threads."""
    with ThreadPoolExecutor(32) as many:
        assert all("quizapp" in page for page in many.map(lambda _number: page_soon(server), range(200)))


@pytest.mark.parametrize("before", [page_soon, crowd])
def test_a_class_that_loses_its_network_in_the_middle_of_a_form_keeps_nobody_waiting(start_server, before):
    server = start_server()
    before(server)
    slow, *gone = [send(server, BEGUN) for _phone in range(40)]
    assert "quizapp" in page_soon(server)
    slow.sendall(REST[:1])
    whole = answer_to(send(server, BEGUN + REST))
    slow.sendall(REST[1:])
    late = answer_to(slow)
    assert late.splitlines()[0] == whole.splitlines()[0]
    assert "quizapp" in late
    for phone in gone:
        phone.close()


def test_whoever_begins_many_requests_and_ends_none_is_refused_more_of_them(start_server):
    server = start_server()
    begun = [send(server, BEGUN) for _request in range(2 * SENDERS)]
    assert "quizapp" in page_soon(server)
    refused = select.select(begun, [], [], SOON_SECONDS)[0]
    assert {answer_to(connection).split("\r\n")[0] for connection in refused} == {"HTTP/1.1 503 Service Unavailable"}
    assert "quizapp" in answer_to(send(server, BEGUN + REST, "127.0.0.2"))
    for connection in begun:
        connection.close()
