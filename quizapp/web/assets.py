"""Addresses of static files, each with a digest of its bytes, so that browsers may keep them for a year."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from flask import Flask, request, url_for

from quizapp.web import sheets


def init_app(app: Flask) -> None:
    """Let templates name a static file by asset("css/app.css")."""
    folder = Path(str(app.static_folder))

    @functools.cache
    def address(_mounted_at: str, name: str) -> str:
        file = folder / name
        digest = hashlib.sha256(sheets.sent(file) if name.endswith(".css") else file.read_bytes()).hexdigest()[:12]
        return url_for("static", filename=name, v=digest)

    def asset(name: str) -> str:
        return address(request.script_root, name)

    app.jinja_env.globals["asset"] = asset
