"""Pages that decks of Anki leave and come in by."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from quizapp.accounts.access import account_required, instructor_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.bank.access import open_bank, seen_banks
from quizapp.bank.queries import bank_rows, banks_to_practise
from quizapp.bank.roles import BankRole
from quizapp.clock import utcnow
from quizapp.collecting import without_collecting
from quizapp.db import db, reading
from quizapp.formats.anki.container import PackageError
from quizapp.memory.access import learner_of
from quizapp.pictures.placing import own_store
from quizapp.review.queries import questions_not_due
from quizapp.transfer.anki.exporting import Wanted, export_package
from quizapp.transfer.anki.importing import ImportReport, Into, import_package
from quizapp.transfer.anki.packages import open_package
from quizapp.transfer.views import bp
from quizapp.web.limits import receives
from quizapp.web.rendering import say

LARGEST_REQUEST = 64 * 1024 * 1024
"""Bytes of a package that a page takes; the command takes more."""


@bp.get("/anki")
@account_required
def show_anki() -> ResponseReturnValue:
    """Offer an export, and to instructors an import."""
    return _page()


def _bytes(sent: FileStorage | None) -> bytes:
    if sent is None:
        return b""
    with closing(sent):
        return bytes(sent.read())


def _page(report: ImportReport | None = None, problem: str = "") -> str:
    person, session = known_visitor(), db.session()
    editable = bank_rows(session, seen_banks(BankRole.EDITOR)) if person.is_instructor else []
    chosen = request.values.get("bank", "")
    shown = {"banks": banks_to_practise(session), "editable": editable, "chosen": chosen}
    return render_template("transfer/show_anki.html", report=report, problem=problem, **shown)


@bp.get("/anki/package")
@account_required
def download_package() -> ResponseReturnValue:
    """Send an Anki package: to students what they have met and may be told, to instructors all of the banks chosen."""
    person, banks = known_visitor(), request.args.getlist("banks")
    wanted = Wanted(learner_of(person), banks)
    if not person.is_instructor:
        withheld = questions_not_due(db.session(), person.id, now=utcnow())
        wanted = replace(wanted, only_met=True, withheld=withheld)
    legacy = "legacy" in request.args
    data = export_package(db.session(), own_store(), wanted, now=utcnow(), legacy=legacy)
    headers = {"Content-Disposition": 'attachment; filename="quizapp.apkg"'}
    return Response(data, headers=headers, content_type="application/octet-stream")


@bp.post("/anki/import")
@receives(LARGEST_REQUEST)
@instructor_required
@without_collecting()  # from the package's opening on: what it becomes stays until all is written
def upload_package() -> ResponseReturnValue:
    """Take a package into a bank, and say what became of it; one that is not sound changes nothing."""
    bank_key, sent = request.form.get("bank", ""), request.files.get("file")
    open_bank(bank_key, needs=BankRole.EDITOR)
    with reading(db.session()):
        try:
            package = open_package(_bytes(sent))
        except PackageError as error:
            return _page(problem=say(error.message)), 422
    bank = open_bank(bank_key, needs=BankRole.EDITOR)
    learner = learner_of(known_visitor()) if "reviews" in request.form else None
    report = import_package(db.session(), own_store(), package, Into(bank, known_visitor().id), learner, now=utcnow())
    note_action(Act.UPLOAD_DECK, bank_id=bank.id)
    db.session.commit()
    return _page(report)
