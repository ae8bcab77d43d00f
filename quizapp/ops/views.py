"""Pages for machines: whether the server lives."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

bp = Blueprint("ops", __name__)


@bp.get("/healthz")
def report_health() -> ResponseReturnValue:
    """Say that the server answers."""
    return {"status": "ok"}
