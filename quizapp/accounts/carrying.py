"""What somebody typed and sent when their sign-in had ended: carried through signing in, and shown to them again.

It came without a token that could be trusted, so it is carried only where the browser says that a page of this site
sent it, and what it is for never happens by itself: it comes back into the form that it was typed in, to be sent again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from flask import current_app, request

from quizapp.web.redirects import safe_path

View = TypeVar("View", bound=Callable[..., object])
FIELD = "carried"
TYPED_BY = "typed_by"
"""The name of the field which says whose page it was typed into: it is shown to nobody else."""
ROOM = 20_000
"""Bytes of a request that signing in needs beside what is carried."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A form as it was sent."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """Return it as a field of a form."""
        return json.dumps([self.path, self.fields], ensure_ascii=False)

    @property
    def typed_by(self) -> str:
        """Return the name (opaque.py) of the person who typed it, as their page said."""
        return dict(self.fields).get(TYPED_BY, "")


def carries(*deeds: str) -> Callable[[View], View]:
    """Let what is sent to a view be carried through signing in, but for the fields that make it do something."""

    def marked(view: View) -> View:
        view.carries = frozenset({"csrf_token", *deeds})  # type: ignore[attr-defined]  # read below
        return view

    return marked


class SignedOutError(Exception):
    """Somebody sent what is to be carried, and is not signed in any more."""

    def __init__(self, carried: Carried) -> None:
        super().__init__("signed out")
        self.carried = carried


def of_request() -> Carried | None:
    """Return what this request sent, if it is to be carried."""
    left_out = getattr(current_app.view_functions.get(request.endpoint or ""), "carries", None)
    if request.method != "POST" or left_out is None or not _is_from_here():
        return None
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name not in left_out)
    carried = Carried(request.full_path.rstrip("?"), fields)
    room = (current_app.config["MAX_CONTENT_LENGTH"] or 0) - ROOM
    return carried if len(carried.text.encode()) < room else None


def _is_from_here() -> bool:
    """Say whether the browser tells that a page of this site sent this request; they all do, unless told not to."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    here = urlsplit(request.host_url)
    there = urlsplit(said)
    return (there.scheme, there.netloc) == (here.scheme, here.netloc)


def sent_along() -> Carried | None:
    """Return what the sign-in form carries."""
    try:
        path, fields = json.loads(request.form.get(FIELD, ""))
        pairs = tuple((str(name), str(value)) for name, value in fields)
    except (ValueError, TypeError, RecursionError):
        return None
    safe = safe_path(str(path), "")
    return Carried(safe, pairs) if safe else None
