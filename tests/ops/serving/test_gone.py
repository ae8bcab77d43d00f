"""Connections whose other end is gone."""

from __future__ import annotations

import socket
from pathlib import Path

from quizapp.ops.serving.gone import give_up_the_gone


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
