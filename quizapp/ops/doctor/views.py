"""The page where admins see how the installation is, as `quizapp doctor` says it."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from quizapp.accounts.access import admin_required
from quizapp.clock import utcnow
from quizapp.ops.doctor.examining import examine, is_well
from quizapp.ops.doctor.findings import Level
from quizapp.ops.views import bp

WORDS = {Level.WELL: _l("Well"), Level.NOTE: _l("Note"), Level.WARNING: _l("Warning"), Level.FAULT: _l("Fault")}
WORST_FIRST = (Level.FAULT, Level.WARNING, Level.NOTE, Level.WELL)


@bp.get("/server")
@admin_required
def show_checks() -> ResponseReturnValue:
    """Look the installation over, and show what was found, the worst first."""
    found = examine(current_app.extensions["quizapp.settings"], utcnow())
    found.sort(key=lambda one: WORST_FIRST.index(one.level))
    return render_template("ops/show_checks.html", found=found, words=WORDS, is_well=is_well(found))
