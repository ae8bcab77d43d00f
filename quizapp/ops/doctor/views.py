"""The page where admins see how the installation is, as `quizapp doctor` says it, and try whether mails go out."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.accounts.access import admin_required
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.extensions import limiter, settings_of
from quizapp.mail import access
from quizapp.mail.delivery import TroubleError
from quizapp.mail.forms import AddressForm
from quizapp.mail.trying import send_test
from quizapp.mail_server import MailServer
from quizapp.ops.doctor.examining import examine, is_well
from quizapp.ops.doctor.findings import Level
from quizapp.ops.views import bp

WORDS = {Level.WELL: _l("Well"), Level.NOTE: _l("Note"), Level.WARNING: _l("Warning"), Level.FAULT: _l("Fault")}
WORST_FIRST = (Level.FAULT, Level.WARNING, Level.NOTE, Level.WELL)


@bp.get("/server")
@admin_required
def show_checks() -> ResponseReturnValue:
    """Look the installation over, and show what was found, the worst first."""
    return _page(AddressForm())


def _page(form: AddressForm) -> str:
    found = examine(settings_of(current_app), utcnow())
    found.sort(key=lambda one: WORST_FIRST.index(one.level))
    return render_template("ops/show_checks.html", found=found, words=WORDS, is_well=is_well(found), form=form)


@bp.post("/server/mail")
@admin_required
@limiter.limit("20 per hour")
def send_test_mail() -> ResponseReturnValue:
    """Send a mail to see whether sending works; where it does not, the address stays for the next try."""
    server, form = access.mail_server(), AddressForm()
    problem = _trouble(server, form.typed()) if form.validate_on_submit() else _("Nothing was sent.")
    if problem:
        flash(problem, "problem")
        return _page(form), 422
    flash(_("The mail server took the test. See whether it arrives; if not, look among what is taken for spam."))
    return redirect(url_for(".show_checks"))


def _trouble(server: MailServer, address: str) -> str:
    """Send the test, and return why it did not go out; "" where it did."""
    try:
        with reading(db.session()):
            reply = send_test(current_app, server, address, now=utcnow())
    except TroubleError as trouble:
        return " ".join(_(one.text, **one.params) for one in (trouble.what, trouble.advice))
    return "" if reply.taken else _("The mail server refused the test. It says: %(why)s", why=reply.reason)
