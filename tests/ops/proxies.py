"""What tests of servers before the application have in common: the application behind one, and how they are asked."""

from __future__ import annotations

import contextlib
import dataclasses
import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

from flask import request

from quizapp.app import create_app
from quizapp.ops.setup import disposed
from tests.live_server import PATIENCE_SECONDS
from tests.served_here import served_here

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
BEGUN = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nbegun"
"""A form whose rest never comes."""


@contextlib.contextmanager
def served_behind(settings) -> Iterator[int]:
    """Serve an application that is told that one proxy stands before it, and shows what it sees; yield its port."""
    app = create_app(dataclasses.replace(settings, https=True, proxies=1))
    inner, posts = app.wsgi_app, []

    def note_posts(environ, start_response):
        posts.extend([environ["PATH_INFO"]] if environ["REQUEST_METHOD"] == "POST" else [])
        return inner(environ, start_response)

    app.wsgi_app = note_posts

    @app.get("/seen")
    def show_what_is_seen() -> dict[str, object]:
        return {
            "address": request.remote_addr,
            "url": request.url,
            "upgrade": request.headers.get("Upgrade"),
            "posts": posts,
        }

    with disposed(app), served_here(app) as port:
        yield port


def _believing_all() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _connected(port: int, seconds: float) -> ssl.SSLSocket:
    plain = socket.create_connection(("localhost", port), seconds)
    return _believing_all().wrap_socket(plain, server_hostname="localhost")


def wait_for(port: int, log: Path) -> None:
    """Wait until somebody listens and has a certificate; with what the log says where nobody does."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError), contextlib.closing(_connected(port, 1)):
            return
        time.sleep(0.05)
    raise AssertionError(log.read_text())


def senders_that_fall_silent(port: int, count: int) -> list[bytes]:
    """Begin as many forms, end none, and return what each was told when its connection was closed."""
    with contextlib.ExitStack() as phones:
        senders = [phones.enter_context(_connected(port, PATIENCE_SECONDS)) for _sender in range(count)]
        for sender in senders:
            sender.sendall(BEGUN)
        return [sender.makefile("rb").read() for sender in senders]


def ask(port: int, path: str, method: str = "GET", body: bytes | None = None, *, tls: bool = True, **headers: str):
    """Ask what stands before the application, whatever its certificate; return status, headers and body."""
    made = http.client.HTTPSConnection("localhost", port, timeout=PATIENCE_SECONDS, context=_believing_all())
    plain = http.client.HTTPConnection("localhost", port, timeout=PATIENCE_SECONDS)
    with contextlib.closing(made if tls else plain) as connection:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        reply = connection.getresponse()
        return reply.status, reply.headers, reply.read()


def told_without_tls(port: int) -> dict[str, int]:
    """Return what is answered to who asks unencrypted: for a page, for what programs ask for, and for a form."""
    paths = ("/calendar", "/metrics", "/healthz", "/session", "/review/ahead?have=", "/calendar/some-secret.ics")
    told = {path: ask(port, path, tls=False)[0] for path in paths}
    return told | {"a form": ask(port, "/sign-in", "POST", b"name=Ani&password=x", tls=False)[0]}


def is_told_of_https(port: int) -> bool:
    """Say whether a page of the application has a cookie for HTTPS alone, and its policy for contents."""
    status, headers, _body = ask(port, "/sign-in")
    return status == 200 and "Secure" in headers["Set-Cookie"] and bool(headers["Content-Security-Policy"])
