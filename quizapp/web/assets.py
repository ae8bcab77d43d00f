"""Addresses of static files, each with a digest of its bytes, so that browsers may keep them for a year."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, request, url_for

from quizapp.web import sheets

IMPORT = re.compile(r'^import (?:.+ from )?"\./([\w-]+\.js)";', re.MULTILINE)
"""How a script names another that it cannot do without."""


def init_app(app: Flask) -> None:
    """Let templates name a file by asset("css/app.css"), and scripts with what they import by scripts("quiz.js")."""
    folder = Path(str(app.static_folder))

    @functools.cache
    def address(_mounted_at: str, name: str) -> str:
        file = folder / name
        digest = hashlib.sha256(sheets.sent(file) if name.endswith(".css") else file.read_bytes()).hexdigest()[:12]
        return url_for("static", filename=name, v=digest)

    def asset(name: str) -> str:
        return address(request.script_root, name)

    @functools.cache
    def addresses(_mounted_at: str, names: tuple[str, ...]) -> str:
        told = (one for name in names for one in (*map(_plain, _imported(folder / "js" / name)), asset(f"js/{name}")))
        return " ".join(dict.fromkeys(told))

    def scripts(*names: str) -> str:
        return addresses(request.script_root, names)

    app.jinja_env.globals |= {"asset": asset, "scripts": scripts}


def _plain(script: str) -> str:
    return url_for("static", filename=f"js/{script}")


def _imported(script: Path) -> Iterator[str]:
    """Yield what a script imports, and what that imports before it: the order in which they run."""
    for name in IMPORT.findall(script.read_text(encoding="utf-8")):
        yield from _imported(script.with_name(name))
        yield name
