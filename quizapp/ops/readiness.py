"""Whether the server can do its work: the database answers, its schema is this version's, the disk has room."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.config import Settings
from quizapp.ops.doctor.disk import LEAST_FREE
from quizapp.ops.schema import newest_revision


def readiness(session: Session, settings: Settings) -> Mapping[str, bool]:
    """Return what was asked, and whether it is as it has to be."""
    try:
        revision = session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    except sa.exc.SQLAlchemyError:
        session.rollback()
        revision = None
    room = shutil.disk_usage(settings.data_dir).free >= LEAST_FREE
    return {"database": revision is not None, "migrations": revision == newest_revision(), "disk": room}
