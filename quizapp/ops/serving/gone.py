"""Connections whose other end is gone: the system is asked to notice, and to give them up."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

IDLE_SECONDS, ASKED_EVERY, ASKED_TIMES = 20, 10, 3
"""After how many silent seconds the other end of a connection is asked whether it is there, how often, until when."""


def give_up_the_gone() -> None:
    """Let the system ask whether the other ends of connections are there; those to come inherit it from the port."""
    folder = Path("/proc/self/fd")
    for path in list(folder.iterdir()) if folder.is_dir() else ():
        if not path.is_socket():
            continue
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(int(path.name))) as found:
            if found.family in {socket.AF_INET, socket.AF_INET6} and found.type == socket.SOCK_STREAM:
                found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, IDLE_SECONDS)
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, ASKED_EVERY)
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, ASKED_TIMES)
