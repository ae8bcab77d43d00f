"""Static files that are text go out compressed, each compressed once, and pages where nothing is hidden by TLS.

Style sheets go out as sheets.py has them, scripts whose address has a digest as modules.py has them, to browsers that
understand no compression, too.

Pages hold tokens, and the size of a compressed page tells of what is in it (BREACH). Over https that is the only thing
that a listener learns; over plain http, where a school's Wi-Fi is slow, they read the page itself.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, jsonify, request

from quizapp.web import modules, sheets

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FOLDER = "/static/"
LARGE, PAGE = 3, 5
"""How hard answers are compressed that are made for one request. By the least effort a page would be a tenth larger:
1 to 5 ms of a slow line, for 10 to 170 µs of the processor."""
FOR_A_YEAR = ("Cache-Control", "max-age=31536000, public, immutable")
TEXTS = (".css", ".js", ".svg")
SMALL = 1_000
"""What fits a packet as it is: compressing it saves nothing."""


def init_app(app: Flask) -> None:
    """Compress what the application serves from its static folder, for browsers that say they understand it."""
    app.wsgi_app = _Compressed(app.wsgi_app, Path(str(app.static_folder)))  # type: ignore[method-assign]  # as Flask's docs have it
    app.after_request(_pack_page)


def packed(told: dict[str, Any]) -> Response:
    """Return JSON, compressed for a browser that understands it; it may hold no token."""
    response = jsonify(told)
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    return _pack(response, LARGE) if _understood() else response


def _pack_page(response: Response) -> Response:
    """Compress a page that goes out in the clear."""
    if "Location" in response.headers:  # what leads on is one line, and most answers end so
        return response
    if response.mimetype != "text/html" or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    if not _in_the_clear():
        return response
    response.vary.add("Accept-Encoding")
    return _pack(response, PAGE) if _understood() and len(response.get_data()) > SMALL else response


def packs_pages() -> bool:
    """Say whether a page for this request goes out compressed."""
    return _in_the_clear() and _understood()


def _in_the_clear() -> bool:
    return not (request.is_secure or "https" in request.headers.get("X-Forwarded-Proto", ""))


def _understood() -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _pack(response: Response, hard: int) -> Response:
    response.data = gzip.compress(response.get_data(), hard, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    return response


class _Compressed:
    """Compresses whole files; what is not new, and parts of files, pass as they are."""

    def __init__(self, application: WSGIApplication, folder: Path) -> None:
        self._application = application
        self._folder = folder
        self._kept: dict[tuple[str, str, bool, ModuleType | None], bytes] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith(FOLDER) or not path.endswith(TEXTS) or environ["REQUEST_METHOD"] != "GET":
            return self._application(environ, start_response)
        return self._serve(path, environ, start_response)

    def _serve(self, path: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answered: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status, headers, _exc_info=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as start_response
            answered.append((status, headers))

        body = self._application(environ, start)
        status, headers = answered[0]
        source, packs = _source_of(path, environ), "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        if source is modules:
            headers = _to_keep(status, headers)
        named = {name.lower(): value for name, value in headers}
        if not status.startswith("200") or "content-encoding" in named or not (packs or source):
            start_response(status, headers)
            return body
        key = path, named.get("etag", named.get("last-modified", "")), packs, source
        if key not in self._kept:
            self._kept[key] = self._made(path, body, source, packs=packs)
        getattr(body, "close", lambda: None)()
        dropped = {"content-length", "vary", *(["last-modified"] if "etag" in named else [])}  # one of them will do
        headers = [(name, value) for name, value in headers if name.lower() not in dropped]
        headers += [("Content-Encoding", "gzip")] if packs else []
        start_response(status, [*headers, ("Vary", "Accept-Encoding"), ("Content-Length", str(len(self._kept[key])))])
        return [self._kept[key]]

    def _made(self, path: str, body: Iterable[bytes], source: ModuleType | None, *, packs: bool) -> bytes:
        whole = source.sent(self._folder / path.removeprefix(FOLDER)) if source else b"".join(body)
        return gzip.compress(whole, mtime=0) if packs else whole


def _source_of(path: str, environ: WSGIEnvironment) -> ModuleType | None:
    """Return what knows how a file goes out; None where it goes out as it lies there."""
    if path.endswith(".css"):
        return sheets
    return modules if path.endswith(".js") and environ.get("QUERY_STRING", "").startswith("v=") else None


def _to_keep(status: str, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers of a script whose address changes with what it holds: browsers need not ask again."""
    if not status.startswith(("200", "304")):
        return headers
    return [*((name, value) for name, value in headers if name.lower() != "cache-control"), FOR_A_YEAR]
