"""The page that Prometheus asks for, where the settings let it."""

from __future__ import annotations

import shutil

import sqlalchemy as sa
from flask import Response, abort, current_app
from flask.typing import ResponseReturnValue

from quizapp.clock import utcnow
from quizapp.config import Settings
from quizapp.db import db
from quizapp.extensions import settings_of
from quizapp.memory.models import MemoryFit
from quizapp.ops.backups.folder import backups_in
from quizapp.ops.metrics.counting import add_up
from quizapp.ops.metrics.exposing import CONTENT_TYPE, exposed
from quizapp.ops.metrics.places import own_folder
from quizapp.ops.views import bp
from quizapp.transfer.models import BankUpload

Gauges = dict[str, tuple[str, float]]


@bp.get("/metrics")
def show_metrics() -> ResponseReturnValue:
    """Tell the figures of all processes of this server; nothing here is about anybody."""
    settings = settings_of(current_app)
    if not settings.metrics:
        abort(404)
    return Response(exposed(add_up(own_folder(settings)), _gauges(settings)), content_type=CONTENT_TYPE)


def _gauges(settings: Settings) -> Gauges:
    session = db.session()
    fits = session.scalar(sa.select(sa.func.count()).select_from(MemoryFit).where(MemoryFit.outcome == "running"))
    uploads = session.scalar(sa.select(sa.func.count()).select_from(BankUpload))
    found: Gauges = {
        "jobs_fits": ("Fits of the memory model that are being made.", fits or 0),
        "jobs_uploads": ("Uploads of banks that wait to be taken.", uploads or 0),
        "disk_free_bytes": ("Bytes that are free where the data lie.", shutil.disk_usage(settings.data_dir).free),
    }
    made = [one.made_at for one in backups_in(settings.backups_dir) if one.manifest] if settings.backups_dir else []
    if made:
        found["backup_age_seconds"] = ("Age of the newest backup.", (utcnow() - made[0]).total_seconds())
    return found
