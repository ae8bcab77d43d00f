"""Pages where admins see the backups, have one made, and fetch one."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.accounts.access import admin_required, confirmed_required
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.db import db
from quizapp.extensions import settings_of
from quizapp.ops.backups import pages
from quizapp.ops.backups.daily import begin_backup
from quizapp.ops.backups.folder import find_backup
from quizapp.ops.backups.making import folder_of
from quizapp.ops.backups.manifest import BackupError, Reason
from quizapp.ops.views import bp
from quizapp.web import background
from quizapp.web.rendering import say

WHY = {
    Reason.DAILY: _l("by itself"),
    Reason.BY_HAND: _l("by hand"),
    Reason.UPGRADE: _l("before an upgrade"),
    Reason.RESTORE: _l("before a restore"),
}


@bp.get("/server/backups")
@admin_required
def list_backups() -> ResponseReturnValue:
    """List the backups with what they hold."""
    return render_template("ops/list_backups.html", found=pages.backups_page(settings_of(current_app)), why=WHY)


@bp.post("/server/backups")
@admin_required
def make_backup() -> ResponseReturnValue:
    """Have a backup made, in a process of its own."""
    try:
        folder_of(settings_of(current_app))
    except BackupError as error:
        flash(say(error.message), "problem")
    else:
        note_action(Act.BACKUP_MADE)
        db.session.commit()
        begun = begin_backup(settings_of(current_app), Reason.BY_HAND)
        background.start(begun.wait)
        flash(_("A backup is being made. It stands in the list once it is made and checked: load the page again."))
    return redirect(url_for(".list_backups"))


@bp.get("/server/backups/<stamp>")
@admin_required
@confirmed_required
def send_backup(stamp: str) -> ResponseReturnValue:
    """Send a backup as a file."""
    folder = settings_of(current_app).backups_dir
    found = find_backup(folder, stamp) if folder else None
    if found is None:
        abort(404)
    return send_file(found.path, "application/zip", as_attachment=True, download_name=found.path.name)
