"""How much a request may bring: what the settings say, or more for the few pages that files are sent to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., object])


def receives(most: int) -> Callable[[View], View]:
    """Let a view receive up to so many bytes."""

    def marked(view: View) -> View:
        view.receives = most  # type: ignore[attr-defined]  # read below
        return view

    return marked


def init_app(app: Flask) -> None:
    """Hold each request to its limit, before anything looks at its form."""

    @app.before_request
    def _limit() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        most = getattr(view, "receives", None)
        if most is not None:
            request.max_content_length = most
