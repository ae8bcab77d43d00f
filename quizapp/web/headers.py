"""Security headers of every response. The policy allows nothing from another host and nothing inline.

The one exception are the rules of our own style sheets that a first visit brings within its page (first_visits.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, after_this_request

from quizapp.extensions import settings_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Pictures may be data: because Pico draws its arrows and ticks so in its stylesheet.
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
POLICY_HEADER = "Content-Security-Policy"
HSTS, A_YEAR = "Strict-Transport-Security", "max-age=31536000"
HEADERS = {
    POLICY_HEADER: POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


OF_FILES = {
    POLICY_HEADER: "default-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What static files need of them: short, as a page asks for many. None of them is a page with forms or addresses."""


def of_files(app: Flask, *, runs_by_itself: bool = True) -> dict[str, str]:
    """Return the headers of static files; over plain HTTP browsers pass the promise of HTTPS over.

    What runs only within a page needs no policy of its own: a page asks for ten such files, and each would say it.
    """
    needed = {name: value for name, value in OF_FILES.items() if runs_by_itself or name != POLICY_HEADER}
    return needed | dict(_promise(app))


def _promise(app: Flask) -> list[tuple[str, str]]:
    """Return the header that has browsers come by HTTPS alone; none where the settings do not say so."""
    settings = settings_of(app)
    return [(HSTS, f"{A_YEAR}; includeSubDomains" if settings.hsts_subdomains else A_YEAR)] if settings.https else []


def keep_nothing_of(app: Flask, *blueprints: str) -> None:
    """Let no browser keep pages of these blueprints, where many people's names and marks stand."""
    for name in blueprints:
        app.after_request_funcs.setdefault(name, []).append(_no_store)


def keep_no_reply() -> None:
    """Let no browser keep the reply to this request."""
    after_this_request(_no_store)


def _no_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"  # what sends a file has said otherwise
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
            others = [one for one in always if one[0] != POLICY_HEADER] if POLICY_HEADER in own else always
            return start_response(status, headers + others, exc_info)

        return self._application(environ, start)
