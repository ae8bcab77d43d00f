"""Pages where owners share a bank: who works on it, in which role, and who changed that when."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank import access, sharing
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankRole
from quizapp.bank.sharing import LastOwnerError, NotAnInstructorError, OpenBankError
from quizapp.bank.views import bp
from quizapp.clock import utcnow
from quizapp.db import db


@bp.get("/banks/<key>/people")
@instructor_required
def list_members(key: str) -> ResponseReturnValue:
    """Show who works on a bank, and in which role."""
    return _members_page(access.open_bank(key))


def _members_page(bank: Bank, problem: str = "") -> str:
    """Show the people of a bank; with a problem, what was sent stays to be corrected."""
    session, is_mine = db.session(), access.may(bank.id, BankRole.OWNER)
    return render_template(
        "bank/list_members.html",
        bank=bank,
        members=sharing.members_of_bank(session, bank.id),
        names=sharing.names_to_share_with(session, bank.id) if is_mine else [],
        changes=sharing.role_changes_of_bank(session, bank.id),
        problem=problem,
        name=request.form.get("name", ""),
        role=request.form.get("role", ""),
    )


@bp.post("/banks/<key>/people")
@instructor_required
def add_member(key: str) -> ResponseReturnValue:
    """Give an instructor a role on a bank, by name."""
    bank, name = access.open_bank(key, needs=BankRole.OWNER), request.form.get("name", "").replace("\0", "")[:80]
    role = request.form.get("role", "")
    try:
        person = sharing.instructor_by_name(db.session(), name)
        wanted = BankRole(role) if role in set(BankRole) else BankRole.VIEWER
        sharing.give_role(db.session(), bank, person.id, wanted, known_visitor().id, now=utcnow())
    except NotAnInstructorError:
        problem = _("No instructor here is called “%(name)s”. Is it spelt as they sign in?", name=name)
        return _members_page(bank, problem), 422
    except (OpenBankError, LastOwnerError) as error:
        return _refused(bank, error)
    db.session.commit()
    flash(_("%(name)s works on this bank now.", name=person.name))
    return _back(bank)


@bp.post("/banks/<key>/people/<int:person_id>")
@instructor_required
def change_member(key: str, person_id: int) -> ResponseReturnValue:
    """Give somebody another role on a bank, or none."""
    bank = access.open_bank(key, needs=BankRole.OWNER)
    access.require_member(bank, person_id)
    role = request.form.get("role", "")
    if role not in {*BankRole, "none"}:
        return _back(bank)
    wanted = None if role == "none" else BankRole(role)
    return _give(bank, person_id, wanted)


@bp.post("/banks/<key>/people/leave")
@instructor_required
def leave_bank(key: str) -> ResponseReturnValue:
    """Give up one's own role on a bank."""
    bank, person_id = access.open_bank(key, needs=BankRole.VIEWER), known_visitor().id
    access.require_member(bank, person_id)
    return _give(bank, person_id, None)


@bp.post("/banks/<key>/people/open")
@instructor_required
def share_with_all(key: str) -> ResponseReturnValue:
    """Open a bank to all instructors again."""
    bank = access.open_bank(key, needs=BankRole.OWNER)
    sharing.open_to_all(db.session(), bank, known_visitor().id, now=utcnow())
    db.session.commit()
    flash(_("Every instructor here may read and edit this bank now."))
    return _back(bank)


def _give(bank: Bank, person_id: int, role: BankRole | None) -> ResponseReturnValue:
    by_id = known_visitor().id
    try:
        sharing.give_role(db.session(), bank, person_id, role, by_id, now=utcnow())
    except (OpenBankError, LastOwnerError) as error:
        return _refused(bank, error)
    db.session.commit()
    if role is None and person_id == by_id:
        flash(_("You do not work on “%(title)s” any more.", title=bank.title))
        return redirect(url_for(".list_banks"))
    flash(_("The role is changed.") if role else _("They do not work on this bank any more."))
    return _back(bank)


def _refused(bank: Bank, error: Exception) -> ResponseReturnValue:
    if isinstance(error, LastOwnerError):
        flash(_("A bank keeps an owner: make somebody else one first."), "problem")
    else:
        flash(_("This bank is open to all instructors: only an owner closes it, so begin with one."), "problem")
    return _back(bank)


def _back(bank: Bank) -> ResponseReturnValue:
    return redirect(url_for(".list_members", key=bank.key))
