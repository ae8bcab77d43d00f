"""Pages that banks leave and come in by, as YAML files: a download, an upload with its report, and its confirmation."""

from __future__ import annotations

from contextlib import closing

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.bank.access import open_bank
from quizapp.bank.dumping import dump_bank
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.pictures.placing import own_store
from quizapp.transfer import access, uploads
from quizapp.transfer.bundles import LARGEST_BUNDLE, Bundle, bundle_of, is_bundle, open_bundle
from quizapp.transfer.models import BankUpload
from quizapp.transfer.pages import upload_page
from quizapp.transfer.plans import Plan, look_through, make_plan, plan_of_json
from quizapp.transfer.uploaded import LARGEST, RefusedError, Uploaded, open_upload_file, stamped
from quizapp.web.limits import receives
from quizapp.web.rendering import say

bp = Blueprint("transfer", __name__)

LARGEST_REQUEST = LARGEST_BUNDLE + 4 * LARGEST
"""Bytes: a file that is too large is still received, so that its page can say so."""
SHOWN = 100
"""Rows of one list of a report."""


@bp.get("/banks/<key>/file")
@instructor_required
def download_bank(key: str) -> ResponseReturnValue:
    """Send a bank as its YAML file, with a line on top that says when."""
    text = stamped(dump_bank(db.session(), open_bank(key)), utcnow())
    headers = {"Content-Disposition": f'attachment; filename="{key}.yaml"'}
    return Response(text, headers=headers, content_type="application/yaml; charset=utf-8")


@bp.get("/banks/<key>/zip")
@instructor_required
def download_zip(key: str) -> ResponseReturnValue:
    """Send a bank as a zip of its YAML file and the pictures that it shows."""
    text = stamped(dump_bank(db.session(), open_bank(key)), utcnow())
    headers = {"Content-Disposition": f'attachment; filename="{key}.zip"'}
    return Response(bundle_of(key, text, own_store()), headers=headers, content_type="application/zip")


@bp.route("/banks/upload", methods=["GET", "POST"])
@receives(LARGEST_REQUEST)
@instructor_required
def upload_bank() -> ResponseReturnValue:
    """Take a bank's YAML file, or a zip, and lead to the report on it; nothing of the bank is written."""
    if request.method != "POST":
        return _upload_page()
    name, data = _sent_file()
    try:
        bundle = _unpacked(data)
        uploaded = open_upload_file(bundle.text, request.form.get("bank", ""))
    except RefusedError as error:
        return _upload_page(say(error.message)), 422
    if refusal := access.refusal_to_write(uploaded.key):
        return _upload_page(refusal), 422
    sender = uploads.Sender(known_visitor().id, name or f"{uploaded.key}.yaml")
    upload = _look_at(uploaded, bundle, sender)
    db.session.commit()
    return redirect(url_for(".show_upload", upload_id=upload.id))


def _look_at(uploaded: Uploaded, bundle: Bundle, sender: uploads.Sender) -> BankUpload:
    session, store = db.session(), own_store()
    with reading(session):
        read = look_through(session, uploaded, lambda name: name in bundle.pictures or store.has(name))
    uploads.keep_pictures(session, store, sender, bundle.pictures, now=utcnow())
    looked = make_plan(session, uploaded, read, sender.person_id)
    return uploads.keep_upload(session, sender, uploaded, looked.plan, now=utcnow())


def _unpacked(data: bytes) -> Bundle:
    """Return what was sent as a bank's file with its pictures; without a zip there are none."""
    if not is_bundle(data):
        return Bundle(data, {})
    with reading(db.session()):
        return open_bundle(data)


def _sent_file() -> tuple[str, bytes]:
    """Return the name and the bytes of what was sent; both empty where nothing was."""
    sent = request.files.get("file")
    if sent is None:
        return "", b""
    with closing(sent):
        return sent.filename or "", sent.read()


def _upload_page(problem: str = "") -> str:
    return render_template("transfer/upload_bank.html", problem=problem, bank=request.values.get("bank", ""))


@bp.get("/uploads/<int:upload_id>")
@instructor_required
def show_upload(upload_id: int) -> ResponseReturnValue:
    """Show what applying an uploaded file would do."""
    return upload_page(access.open_upload(upload_id), SHOWN)


@bp.post("/uploads/<int:upload_id>/apply")
@instructor_required
def apply_upload(upload_id: int) -> ResponseReturnValue:
    """Write exactly what the report said; where the bank has changed since, report again."""
    uploaded = uploads.file_of(access.open_upload(upload_id))
    with reading(db.session()):
        read = look_through(db.session(), uploaded, own_store().has)
    upload = access.open_upload(upload_id)  # it may have been confirmed in another tab meanwhile
    looked = make_plan(db.session(), uploaded, read, known_visitor().id)
    if looked.plan.digest != request.form.get("seen") or not looked.plan.does_something:
        return _report_again(upload, looked.plan)
    bank = uploads.apply_upload(db.session(), upload, looked, now=utcnow())
    note_action(Act.UPLOAD_APPLIED, bank_id=bank.id)
    db.session.commit()
    flash(_("The file is in the bank “%(title)s”.", title=bank.title))
    return redirect(_next_page(looked.plan, bank.key))


def _next_page(plan: Plan, bank_key: str) -> str:
    """Return where an applied file leaves something to decide; without that, its bank."""
    asking = sum(entry.asks for entry in plan.entries)
    if asking:
        said = ngettext(
            "%(num)d question of the file has another key now, and was answered by the old one: see “Changed keys”.",
            "%(num)d questions of the file have another key now, and were answered by the old one: see “Changed keys”.",
            asking,
        )
        flash(said)
    if plan.has_conflicts:
        return url_for(".list_conflicts")
    return url_for("studio.list_changed_keys") if asking else url_for("workbench.list_questions", bank=bank_key)


def _report_again(upload: BankUpload, plan: Plan) -> ResponseReturnValue:
    if plan != plan_of_json(upload.plan):
        upload.plan = plan.as_json()
        flash(_("The bank has changed since this report was made: look at the new one, then confirm again."), "problem")
    db.session.commit()
    return redirect(url_for(".show_upload", upload_id=upload.id))


@bp.post("/uploads/<int:upload_id>/drop")
@instructor_required
def drop_upload(upload_id: int) -> ResponseReturnValue:
    """Forget an uploaded file; the bank stays as it is."""
    db.session.delete(access.open_upload(upload_id))
    db.session.commit()
    flash(_("The file was put aside. Nothing was changed."))
    return redirect(url_for(".upload_bank"))
