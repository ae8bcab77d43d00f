"""Which uploads and conflicts a visitor may see: their own uploads, and conflicts of banks in which they may write."""

from __future__ import annotations

from typing import NoReturn

from flask import abort, make_response, render_template
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor
from quizapp.bank.access import may, open_bank, require_role, role_here, seen_banks, seen_questions
from quizapp.bank.queries import bank_by_key
from quizapp.bank.roles import BankRole
from quizapp.db import db
from quizapp.transfer.conflicts import conflict_by_id, open_conflicts
from quizapp.transfer.models import BankUpload, FileConflict, PartConflict
from quizapp.transfer.part_conflicts import open_part_conflicts, part_conflict_by_id
from quizapp.transfer.uploads import upload_by_id


def open_upload(upload_id: int) -> BankUpload:
    """Return a file that this instructor sent and that waits for them; 403 if they may not write any more.

    Anything else is a 404 with the page to upload one: a second tab, or the way back, leads to what was applied.
    """
    upload = upload_by_id(db.session(), known_visitor().id, upload_id)
    if upload is None:
        abort(make_response(render_template("transfer/upload_bank.html", is_over=True, bank=""), 404))
    if bank_by_key(db.session(), upload.bank_key) is not None:
        open_bank(upload.bank_key, needs=BankRole.EDITOR)
    return upload


def open_conflict(conflict_id: int) -> FileConflict:
    """Return a conflict that is not settled, of a bank in which the visitor may write; or 404 with those that are."""
    conflict = conflict_by_id(db.session(), conflict_id)
    if conflict is None or role_here(conflict.question.bank_id) is None:
        _show_open_ones()
    require_role(conflict.question.bank_id, needs=BankRole.EDITOR)
    return conflict


def open_part_conflict(part_id: int) -> PartConflict:
    """Return one about a source, or about the head of a bank in which the visitor may write; or 404 as above."""
    conflict = part_conflict_by_id(db.session(), part_id)
    if conflict is None or (conflict.bank_id is not None and role_here(conflict.bank_id) is None):
        _show_open_ones()
    if conflict.bank_id is not None:
        require_role(conflict.bank_id, needs=BankRole.EDITOR)
    return conflict


def listed_conflicts() -> dict[str, object]:
    """Return the conflicts that the visitor may settle, as their list shows them."""
    session = db.session()
    return {
        "conflicts": open_conflicts(session, seen_questions(BankRole.EDITOR)),
        "parts": open_part_conflicts(session, seen_banks(BankRole.EDITOR)),
    }


def _show_open_ones() -> NoReturn:
    """Answer 404 with the list of what is open: a second tab, or the way back, leads to what was settled."""
    abort(make_response(render_template("transfer/list_conflicts.html", is_over=True, **listed_conflicts()), 404))


def refusal_to_write(bank_key: str) -> str:
    """Return why the visitor may not upload a bank of this key; "" where they may."""
    bank = bank_by_key(db.session(), bank_key)
    if bank is None:
        return ""
    if may(bank.id, BankRole.EDITOR):
        said = _("The bank “%(key)s” lies in the trash: bring it back first, or give yours another name.", key=bank_key)
        return str(said) if bank.trashed_at is not None else ""
    return str(_("A bank “%(key)s” is here, and you may not change it: give yours another name.", key=bank_key))
