"""Pages of mail: one's own address and what comes there, and the links of mails."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import account_required, known_visitor
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.extensions import csrf, limiter
from quizapp.mail import access, queries, services
from quizapp.mail.forms import MailForm, kept_wish
from quizapp.mail.links import OF
from quizapp.mail.models import MailAddress
from quizapp.mail.services import TooOftenError

bp = Blueprint("mail", __name__)
bp.add_app_template_global(access.sends_mail, "sends_mail")
KINDS = {word: kind for kind, word in OF.items()}


@bp.route("/settings/mail", methods=["GET", "POST"])
@account_required
@limiter.limit("30 per hour", methods=["POST"])
def show_mail() -> ResponseReturnValue:
    """Show and save where somebody gets mails, and which."""
    access.mail_server()
    person_id = known_visitor().id
    row = queries.address_of(db.session(), person_id)
    form = MailForm(data=kept_wish(row) if row else None)
    if not form.validate_on_submit():
        return _page(form, row), 422 if form.is_submitted() else 200
    try:
        confirms = services.wish_for_mail(db.session(), person_id, form.wish(), now=utcnow())
    except TooOftenError:
        db.session.rollback()
        form.address.errors = [_("Enough mails to confirm an address were sent today. Try again tomorrow.")]
        return _page(form, queries.address_of(db.session(), person_id)), 422
    db.session.commit()
    flash(_("A mail is on its way: open the link in it to confirm the address.") if confirms else _("Saved."))
    return redirect(url_for(".show_mail"))


def _page(form: MailForm, row: MailAddress | None) -> str:
    return render_template("mail/show_mail.html", form=form, row=row)


@bp.post("/settings/mail/remove")
@account_required
def remove_address() -> ResponseReturnValue:
    """Forget the address of whoever asks."""
    access.mail_server()
    services.remove_address(db.session(), known_visitor().id)
    db.session.commit()
    flash(_("Your address is removed. No mails come any more."))
    return redirect(url_for(".show_mail"))


@bp.route("/mail/confirm/<mail_token>", methods=["GET", "POST"])
def confirm_address(mail_token: str) -> ResponseReturnValue:
    """Ask whether an address is to get mails, and keep it: opening a link alone does nothing, as programs open them."""
    row = access.open_confirmation(mail_token)
    if request.method != "POST":
        return render_template("mail/confirm_address.html", row=row)
    services.confirm_address(db.session(), row)
    db.session.commit()
    flash(_("The address is confirmed."))
    return redirect(url_for("insights.show_home"))


@bp.route("/mail/stop/<stop_key>", methods=["GET", "POST"])
@csrf.exempt  # type: ignore[untyped-decorator]  # mail programs send it by themselves (RFC 8058): the secret allows it
def stop_mails(stop_key: str) -> ResponseReturnValue:
    """Ask whether to stop mails, and stop them."""
    row, kind = access.open_stop(stop_key), KINDS.get(request.args.get("of", ""))
    if request.method == "POST":
        services.stop_mails(db.session(), row, kind)
        db.session.commit()
    return render_template("mail/stop_mails.html", kind=kind, stopped=request.method == "POST")
