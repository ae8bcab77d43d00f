"""Pages that show what a file and the browser both changed of a bank's head, or of a source, and settle it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required
from quizapp.accounts.noting import last_saved, note_action
from quizapp.audit.models import Act
from quizapp.bank.sources import CitedError
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.differences import change_of
from quizapp.formats.question_fields import lines_of
from quizapp.transfer import access, part_conflicts, wording
from quizapp.transfer.models import PartConflict
from quizapp.transfer.pages import CHOICE, Clash
from quizapp.transfer.views import bp


@bp.get("/conflicts/parts/<int:part_id>")
@instructor_required
def show_part_conflict(part_id: int) -> ResponseReturnValue:
    """Show the three sides of a conflict about a bank's head, or about a source."""
    return _page(access.open_part_conflict(part_id))


@bp.post("/conflicts/parts/<int:part_id>")
@instructor_required
def settle_part_conflict(part_id: int) -> ResponseReturnValue:
    """Take the file's, keep the browser's, or take each field from the side that was chosen."""
    conflict = access.open_part_conflict(part_id)
    if request.form.get("seen") != part_conflicts.digest_here(conflict):
        return _page(conflict, _("Somebody edited it meanwhile: look at it again, then decide.")), 409
    fields = _decided(conflict, request.form.get("side", ""))
    if fields is None:
        return _page(conflict, _("Choose a side for every field that both changed.")), 422
    try:
        part_conflicts.settle_part(db.session(), conflict, fields, now=utcnow())
    except CitedError as error:
        db.session.rollback()
        said = _("Questions cite these passages, so they stay: %(which)s.", which=str(error))
        return _page(access.open_part_conflict(part_id), said), 422
    note_action(Act.CONFLICT_SETTLED, bank_id=conflict.bank_id)
    db.session.commit()
    flash(_("Settled."))
    return redirect(url_for(".list_conflicts"))


def _decided(conflict: PartConflict, side: str) -> dict[str, Any] | None:
    """Return what was decided; None where a choice is missing."""
    file, browser = part_conflicts.said_by_file(conflict), part_conflicts.said_here(conflict)
    if side in {"file", "browser"}:
        return file if side == "file" else browser
    decided = {}
    for name, value in browser.items():
        choice = request.form.get(CHOICE + name, "") if value != file[name] else "browser"
        if choice not in {"file", "browser"}:
            return None
        decided[name] = file[name] if choice == "file" else value
    return decided


def _page(conflict: PartConflict, problem: str = "") -> str:
    file, browser = part_conflicts.said_by_file(conflict), part_conflicts.said_here(conflict)
    base = part_conflicts.said_at_first(conflict)
    labels = wording.head_and_source_labels()
    differing = [name for name in browser if browser[name] != file[name]]
    clashes = []
    for name in differing:
        began = base[name] if base else browser[name]
        told = change_of(name, began, file[name]), change_of(name, began, browser[name])
        clashes.append(Clash(name, labels[name], lines_of(began) if base else (), *told))
    chosen = {name: request.form.get(CHOICE + name) or _sure(file, browser, base, name) for name in differing}
    shown = {"clashes": clashes, "chosen": chosen, "problem": problem, "parts": {}}
    seen = part_conflicts.digest_here(conflict)
    shown["who_saved"] = last_saved(Act.BANK_CHANGED, bank_id=conflict.bank_id) if conflict.bank else ""
    return render_template("transfer/show_part_conflict.html", conflict=conflict, seen=seen, **shown)


def _sure(file: dict[str, Any], browser: dict[str, Any], base: dict[str, Any] | None, name: str) -> str:
    """Return the side that alone changed a field; "" where both did, or nobody knows."""
    if base is None:
        return ""
    if file[name] == base[name]:
        return "browser"
    return "file" if browser[name] == base[name] else ""
