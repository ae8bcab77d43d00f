"""The page where somebody sees where they are signed in, and signs out there."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts import access, sign_ins
from quizapp.accounts.views import bp
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.web.headers import keep_no_reply


@bp.get("/settings/sign-ins")
@access.account_required
def list_sign_ins() -> ResponseReturnValue:
    """List where the visitor is signed in."""
    keep_no_reply()  # nothing is typed here, and it tells of their devices
    person = access.known_visitor()
    found = sign_ins.sign_ins_of(db.session(), person.id, now=utcnow())
    return render_template("accounts/list_sign_ins.html", sign_ins=found, own_id=person.sign_in_id)


@bp.post("/settings/sign-ins/<int:sign_in_id>/end")
@access.account_required
@access.confirmed_required
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    """Sign the visitor out in one browser."""
    db.session.delete(access.open_sign_in(sign_in_id))
    db.session.commit()
    flash(_("Signed out there."))
    return redirect(url_for(".list_sign_ins"))


@bp.post("/settings/sign-ins/end-others")
@access.account_required
@access.confirmed_required
def end_other_sign_ins() -> ResponseReturnValue:
    """Sign the visitor out everywhere but in this browser."""
    person = access.known_visitor()
    ended = sign_ins.end_sign_ins(db.session(), person.id, but=person.sign_in_id)
    db.session.commit()
    flash(ngettext("Signed out in %(num)d other browser.", "Signed out in %(num)d other browsers.", ended))
    return redirect(url_for(".list_sign_ins"))
