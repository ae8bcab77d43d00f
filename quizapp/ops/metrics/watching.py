"""Counting each request where it comes in and goes out, without a look at who asks or for what exactly."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask

from quizapp import gate
from quizapp.config import Settings
from quizapp.ops.metrics.counting import Counters
from quizapp.ops.metrics.places import keep, own_folder

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MACHINES = frozenset({"/healthz", "/readyz", "/metrics"})


def watch(app: Flask, settings: Settings) -> None:
    """Count the requests of this process, and how long its writers wait."""
    folder = own_folder(settings)
    keep(folder)
    counters = Counters(folder)
    app.wsgi_app = _Watched(app.wsgi_app, counters.count_request)  # type: ignore[method-assign]  # as Flask's docs have it
    gate.on_wait = counters.count_wait


def class_of(method: str, path: str) -> str:
    """Return which class a request belongs to."""
    if path.startswith("/static/"):
        return "static"
    if path in MACHINES:
        return "machine"
    if method in {"GET", "HEAD", "OPTIONS"}:
        return "page"
    if path.startswith("/attempts/") and "/questions/" in path:
        return "answer"
    return "rating" if path.startswith("/review/cards/") else "change"


class _Watched:
    """The application, with a watch beside it."""

    def __init__(self, application: WSGIApplication, count: Callable[[str, int, float], None]) -> None:
        self._application = application
        self._count = count

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began, statuses = time.perf_counter(), [500]

        def start(status, headers, exc_info=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as start_response
            statuses.append(int(status[:3]))
            return start_response(status, headers, exc_info)

        try:
            return self._application(environ, start)
        finally:
            of = class_of(environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""))
            self._count(of, statuses[-1], time.perf_counter() - began)
