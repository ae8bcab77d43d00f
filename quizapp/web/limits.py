"""How much a request may bring: what the settings say, or more for the few pages that files are sent to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Request, request

View = TypeVar("View", bound=Callable[..., object])


def receives(most: int) -> Callable[[View], View]:
    """Let a view receive up to so many bytes."""

    def marked(view: View) -> View:
        view.receives = most  # type: ignore[attr-defined]  # read below
        return view

    return marked


def init_app(app: Flask) -> None:
    """Hold each request to its limits, before anything looks at its form."""

    @app.before_request
    def _limit() -> None:
        asked: Request = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - looked up once
        view, config = app.view_functions.get(asked.endpoint or ""), app.config
        asked.max_content_length = getattr(view, "receives", config["MAX_CONTENT_LENGTH"])
        asked.max_form_memory_size = config["MAX_FORM_MEMORY_SIZE"]  # said here, so that Flask does not look again
        asked.max_form_parts = config["MAX_FORM_PARTS"]
