"""A real server for a while: its processes count together, and its log tells nothing of anybody."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.parse
import urllib.request

import pytest

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


def test_processes_count_together_and_the_log_names_nobody(start_server):
    server = start_server(QUIZAPP_METRICS="1", QUIZAPP_LOG_LEVEL="debug")
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


def test_phones_that_lose_their_network_in_the_middle_of_a_request_keep_nobody_waiting(start_server):
    server = start_server()
    begun = b"POST /practise HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nbegun"
    phones = [socket.create_connection(("localhost", server.port)) for _ in range(3)]  # a process takes in four
    for phone in phones:
        phone.sendall(begun)
    assert "quizapp" in ask(f"{server.url}/practise")
    for phone in phones:
        phone.close()
    server.process.terminate()
    server.process.wait(PATIENCE_SECONDS)
