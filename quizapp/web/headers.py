"""Security headers of every response. The policy has no exception: nothing inline, nothing from another host."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, after_this_request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Pictures may be data: because Pico draws its arrows and ticks so in its stylesheet.
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HSTS, A_YEAR = "Strict-Transport-Security", "max-age=31536000"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


OF_FILES = ("Content-Security-Policy", "X-Content-Type-Options", "Cross-Origin-Resource-Policy")
"""What static files need of them; a few bytes each, as there are many."""


def of_files(app: Flask) -> dict[str, str]:
    """Return the headers of static files; over plain HTTP browsers pass the promise of HTTPS over."""
    return {name: HEADERS[name] for name in OF_FILES} | dict(_promise(app))


def _promise(app: Flask) -> list[tuple[str, str]]:
    """Return the header that has browsers come by HTTPS alone; none where the settings do not say so."""
    settings = app.extensions["quizapp.settings"]
    return [(HSTS, f"{A_YEAR}; includeSubDomains" if settings.hsts_subdomains else A_YEAR)] if settings.https else []


def keep_nothing_of(app: Flask, *blueprints: str) -> None:
    """Let no browser keep pages of these blueprints, where many people's names and marks stand."""

    def _no_store(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"  # what sends a file has said otherwise
        return response

    for name in blueprints:
        app.after_request_funcs.setdefault(name, []).append(_no_store)


def keep_no_reply() -> None:
    """Let no browser keep the reply to this request."""

    @after_this_request
    def _no_store(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response


def init_app(app: Flask) -> None:
    """Add the headers to every response, and keep pages with people's work out of shared caches."""
    app.wsgi_app = _Headers(app.wsgi_app, promise=_promise(app))  # type: ignore[method-assign]  # as Flask's docs have it


class _Headers:
    """Adds the headers where the response leaves: as one list, since Flask's own headers check each name and value."""

    def __init__(self, application: WSGIApplication, *, promise: list[tuple[str, str]]) -> None:
        self._application = application
        self._promise = promise

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        always = list(HEADERS.items())
        if environ["wsgi.url_scheme"] == "https":
            always += self._promise
        caching = "private, no-cache" if environ["REQUEST_METHOD"] == "GET" else "no-store"

        def start(status, headers, exc_info=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as start_response
            own = {name for name, _value in headers}
            if "Cache-Control" not in own:
                headers.append(("Cache-Control", caching))
            return start_response(status, headers + always, exc_info)

        return self._application(environ, start)
