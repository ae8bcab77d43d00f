"""A browser without a window: one connection that is kept open, one cookie, and patience that ends."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from bench.chaos.pages import Page

PATIENCE = 6.0
"""Seconds until a request is given up; a browser's outbox waits 15."""
FORM = "application/x-www-form-urlencoded"
WORDS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "no answer in time"),
    (ConnectionRefusedError, "connection refused"),
    (http.client.RemoteDisconnected, "closed before an answer"),
    (http.client.IncompleteRead, "the answer broke off"),
    (ConnectionError, "connection cut"),
    (http.client.HTTPException, "the answer broke off"),
)


class NetworkError(Exception):
    """There is no answer; its sentence says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    location: str
    text: str

    @property
    def is_ok(self) -> bool:
        """Say whether it is a success, as fetch() has it."""
        return 200 <= self.status < 300

    def json(self) -> dict[str, Any]:
        """Return what it says in JSON."""
        told: dict[str, Any] = json.loads(self.text)
        return told


class Browser:
    """Asks a server on this computer; cookies are kept."""

    def __init__(self, port: int) -> None:
        """Begin without a cookie."""
        self.port = port
        self.cookies: dict[str, str] = {}
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: str | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a request and read its answer.

        Raises:
            NetworkError: there is none.
        """
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        try:
            return self._ask(method, path, body, {**(cookies if self.cookies else {}), **(headers or {})})
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NetworkError(next((words for kind, words in WORDS if isinstance(error, kind)), str(error))) from None

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self._connection.connect()
            self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection.request(method, path, body.encode() if body is not None else None, dict(headers))
        response = self._connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if response.will_close:
            self.close()
        return Answer(response.status, _path_of(response.headers.get("Location", "")), text)

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def page(self, path: str) -> Page:
        """Ask for a page, and for the one that it leads to.

        Raises:
            NetworkError: there is none.
        """
        for _step in range(5):
            answer = self.ask("GET", path)
            if not answer.location:
                return Page(answer.status, path, answer.text)
            path = answer.location
        raise NetworkError("led in circles")

    def send(self, path: str, fields: Mapping[str, list[str]]) -> Answer:
        """Send a form.

        Raises:
            NetworkError: there is no answer.
        """
        return self.ask("POST", path, urlencode(fields, doseq=True), {"Content-Type": FORM})


def _path_of(location: str) -> str:
    found = urlsplit(location)
    return found.path + (f"?{found.query}" if found.query else "")
