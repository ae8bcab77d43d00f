"""Static files: served before Flask sees the request, compressed, and kept by browsers for a year."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from quizapp.web import compression, first_visits, headers

YEAR_SECONDS = 31_536_000
WITHIN_PAGES = (".css", ".js")
"""Files whose page says what they may do: browsers heed a policy of pages, pictures and workers alone."""


def init_app(app: Flask) -> None:
    """Serve static files before Flask sees the request; their addresses carry a digest, so they are kept for a year.

    Of a script that is asked for without one (the service worker) browsers ask each time whether it is still the same.
    """
    folder = Path(str(app.static_folder))

    def _headers(served: dict[str, str], _path: str, url: str) -> None:
        is_worker = url.endswith("/service-worker.js")
        for name, value in headers.of_files(app, runs_by_itself=is_worker or not url.endswith(WITHIN_PAGES)).items():
            served.setdefault(name, value)
        if url.endswith(".js"):
            served["Cache-Control"] = "no-cache"
        if is_worker:
            served["Service-Worker-Allowed"] = "/"  # it opens every page, and lies in a folder

    files = WhiteNoise(app.wsgi_app, max_age=YEAR_SECONDS, add_headers_function=_headers, allow_all_origins=False)
    files.add_files(str(folder), prefix="static/")
    app.wsgi_app = files  # type: ignore[method-assign]  # as Flask's docs have it
    compression.init_app(app)
    first_visits.init_app(app)  # before compression, as what comes last does its part first
