"""A first visit brings, within the page, the rules of its style sheets that it uses.

Nothing is seen before they are there, and on a slow line asking for the sheets takes a round trip of its own. The
browser asks for them as well, once the page is there, and keeps them for all later pages; a cookie says that it does.
Pages that go out as they are, by HTTPS, link their sheets: uncompressed the rules take longer than the round trip.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

from flask import Flask, Response, request
from markupsafe import Markup

from quizapp.web import sheets
from quizapp.web.compression import packs_pages
from quizapp.web.headers import POLICY, POLICY_HEADER
from quizapp.web.modules import digest_of
from quizapp.web.used_rules import names_in, parts_of, used

COOKIE, A_YEAR = "sheets", 365 * 24 * 60 * 60
_PLACE = re.compile(r"<style>/\* ([\w/-]+\.css) \*/</style>")


def init_app(app: Flask) -> None:
    """Let templates name a style sheet by sheet("css/app.css"): it is linked, and on a first visit in the page, too."""
    folder, asset = Path(str(app.static_folder)), cast("Callable[[str], str]", app.jinja_env.globals["asset"])
    kept = digest_of(sheets.sent(sheets.EVERY_PAGE))

    def sheet(name: str) -> Markup:
        if not _is_first_visit(kept):
            return Markup('<link rel="stylesheet" href="{}">').format(asset(name))
        # As a sheet for printing it holds nothing up; begin.js has it count when it is there.
        return Markup('<style>/* {} */</style><link rel="stylesheet" href="{}" media="print" data-media="all">').format(
            name, asset(name)
        )

    def fill(response: Response) -> Response:
        if response.mimetype != "text/html" or response.is_streamed or not _is_first_visit(kept):
            return response
        page, sources = _filled(response.get_data(as_text=True), folder)
        if sources:
            response.set_data(page)
            response.headers[POLICY_HEADER] = f"{POLICY}; style-src 'self' {' '.join(sources)}"
            response.set_cookie(COOKIE, kept, A_YEAR, httponly=True, samesite="Lax")
        return response

    app.jinja_env.globals["sheet"] = sheet
    app.after_request(fill)


def _is_first_visit(kept: str) -> bool:
    """Say whether a browser opens a page and has not got this version's sheets; scripts ask for pages otherwise."""
    opens = "text/html" in request.headers.get("Accept", "") and request.cookies.get(COOKIE) != kept
    return opens and packs_pages()


def _filled(page: str, folder: Path) -> tuple[str, list[str]]:
    """Return a page with the rules that it uses in their places, and the names by which a policy allows them."""
    names, sources = names_in(page), list[str]()

    def rules(found: re.Match[str]) -> str:
        text = used(parts_of(sheets.sent(folder / found[1]).decode()), names)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        sources.append(f"'sha256-{digest}'")
        return f"<style>{text}</style>"

    return _PLACE.sub(rules, page), sources
