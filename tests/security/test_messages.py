"""Bytes that no browser sends, to a real server: where a message ends is never in doubt."""

from __future__ import annotations

import re
import socket

import pytest

from tests.live_server import PATIENCE_SECONDS

pytestmark = pytest.mark.slow

GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /healthz HTTP/1.1\r\nHost: localhost\r\n"
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
LAST = GET + b"Connection: close\r\n\r\n"


@pytest.fixture
def say(live_server):
    """Return a function that sends bytes and returns all that comes back, once the server has closed the connection."""

    def say(data, seconds=2):
        with socket.create_connection(("127.0.0.1", live_server.port), timeout=PATIENCE_SECONDS) as connection:
            connection.sendall(data)
            connection.settimeout(seconds)
            replies = b""
            try:
                while piece := connection.recv(65_536):
                    replies += piece
            except TimeoutError:  # it waits for what was promised
                pass
        return replies

    return say


def _statuses(replies):
    return [int(status) for status in re.findall(rb"^HTTP/1\.[01] (\d{3})", replies, re.MULTILINE)]


def test_where_a_message_ends_is_never_in_doubt_nothing_is_echoed_and_no_version_told(say):
    # A body without a length is not taken, and the connection closed.
    both = POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert _statuses(say(both + HIDDEN, PATIENCE_SECONDS)) == [411]
    for doubt in (
        b"Content-Length: 0\r\nContent-Length: 80\r\n\r\n",
        b"Content-Length: +5\r\n\r\n",
        b"Content-Length: 5, 80\r\n\r\n",
        b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nZ\r\n\r\n",
    ):
        replies = say(POST + doubt + HIDDEN)
        assert 404 not in _statuses(replies), doubt  # what was hidden in a message is none of its own
        assert b"hidden" not in replies
    assert _statuses(say(LAST, PATIENCE_SECONDS)) == [200]
    closing = b"TRACE / HTTP/1.1\r\nHost: localhost\r\nX-Secret: canary\r\nConnection: close\r\n\r\n"
    trace = say(closing, PATIENCE_SECONDS)
    assert _statuses(trace) == [405]
    assert b"canary" not in trace
    for sent in (LAST, b"NONSENSE\r\n\r\n", GET + b"Bad header\r\n\r\n", GET + b"X: " + b"x" * 500_000 + b"\r\n\r\n"):
        assert not re.search(rb"(?i)granian/|hyper|python|werkzeug|traceback", say(sent))
