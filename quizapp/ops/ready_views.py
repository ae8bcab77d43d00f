"""The page by which a machine asks whether this server can do its work."""

from __future__ import annotations

from flask import current_app
from flask.typing import ResponseReturnValue

from quizapp.db import db
from quizapp.extensions import settings_of
from quizapp.ops.readiness import readiness
from quizapp.ops.views import bp


@bp.get("/readyz")
def report_readiness() -> ResponseReturnValue:
    """Say whether all is there that answers need; 503 where it is not."""
    found = readiness(db.session(), settings_of(current_app))
    ready = all(found.values())
    words = {name: "ok" if well else "failed" for name, well in found.items()}
    return {"status": "ok" if ready else "failed", "checks": words}, 200 if ready else 503
