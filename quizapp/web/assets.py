"""Addresses of static files, each with a digest of its bytes, so that browsers may keep them for a year."""

from __future__ import annotations

import functools
from pathlib import Path

from flask import Flask, request, url_for

from quizapp.web import modules, sheets


def init_app(app: Flask) -> None:
    """Let templates name a file by asset("css/app.css"), and all that a page runs by scripts("quiz.js")."""
    folder = Path(str(app.static_folder))

    @functools.cache
    def address(_mounted_at: str, name: str) -> str:
        return url_for("static", filename=name, v=modules.digest_of(_sent(folder / name)))

    def asset(name: str) -> str:
        return address(request.script_root, name)

    @functools.cache
    def addresses(_mounted_at: str, names: tuple[str, ...]) -> str:
        wanted = (one for name in ("app.js", *names) for one in (*modules.imported_by(folder / "js" / name), name))
        asked_for = [name for name in dict.fromkeys(wanted) if name != "begin.js"]  # which asks for them
        return " ".join(asset(f"js/{name}") for name in asked_for)

    def scripts(*names: str) -> str:
        return addresses(request.script_root, names)

    app.jinja_env.globals |= {"asset": asset, "scripts": scripts}


def _sent(file: Path) -> bytes:
    if file.suffix == ".js":
        return modules.sent(file)
    return sheets.sent(file) if file.suffix == ".css" else file.read_bytes()
