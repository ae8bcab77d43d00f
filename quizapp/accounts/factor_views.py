"""Pages of the second factor of staff: setting it up, signing in with it, taking it away."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts import access, carrying, factor_pages, factors, guarding, sign_ins, staff_rule
from quizapp.accounts.forms import CodeForm, FactorForm
from quizapp.accounts.models import Person
from quizapp.accounts.noting import note_action
from quizapp.accounts.views import bp
from quizapp.audit.models import Act
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.extensions import limiter
from quizapp.web.redirects import safe_path


def _whose() -> str:
    """Key the throttle of codes by whose they are, whatever the address."""
    person = access.visitor()
    return f"code of {factor_pages.half_in() or (person.id if person else 0)}"


def _is_refused(response: ResponseReturnValue) -> bool:
    return getattr(response, "status_code", 200) in {401, 422}


_throttled = limiter.shared_limit(
    "5 per 5 minutes;30 per day", scope="codes", key_func=_whose, methods=["POST"], deduct_when=_is_refused
)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@_throttled
def enter_sign_in_code() -> ResponseReturnValue:
    """Let somebody in whose password was right, by a code."""
    person_id, form, carried = factor_pages.half_in(), CodeForm(), carrying.sent_along()
    if person_id is None:
        return redirect(url_for(".sign_in"))
    guarding.note_try(person_id)
    wanted = safe_path(request.args.get("next"), url_for("insights.show_home"))
    if not form.validate_on_submit():
        return factor_pages.code_page(form, wanted, carried)
    if not factor_pages.is_right(person_id, form.code.data):
        form.code.errors = [form.WRONG_CODE]
        return factor_pages.code_page(form, wanted, carried), 401
    person = db.session().get_one(Person, person_id)
    if not factor_pages.is_still_half_in(person):
        return redirect(url_for(".sign_in"))
    return factor_pages.let_through(person, wanted, carried)


@bp.route("/settings/confirm", methods=["GET", "POST"])
@access.account_required
@_throttled
def confirm_oneself() -> ResponseReturnValue:
    """Ask for the password, or a code, of somebody who is signed in, so that they may go on for ten minutes."""
    person = access.known_visitor()
    form = factor_pages.confirm_form(person.id)
    if not form.validate_on_submit():
        return render_template("accounts/confirm_oneself.html", form=form)
    if not factor_pages.is_oneself(person.id, form.password.data):
        form.password.errors = [form.WRONG]
        return render_template("accounts/confirm_oneself.html", form=form), 422
    sign_ins.confirm(db.session(), person.sign_in_id or 0, now=utcnow())
    db.session.commit()
    return redirect(safe_path(request.args.get("next"), url_for(".show_settings")))


@bp.get("/settings/second-factor")
@access.instructor_required
def show_factor() -> ResponseReturnValue:
    """Show whether the visitor has a second factor, and how many recovery codes are left."""
    person_id = access.known_visitor().id
    factor, left = factors.factor_of(db.session(), person_id), factors.codes_left(db.session(), person_id)
    return render_template("accounts/show_factor.html", factor=factor, left=left, form=CodeForm(formdata=None))


@bp.route("/settings/second-factor/new", methods=["GET", "POST"])
@access.staff_required
@_throttled
def set_up_factor() -> ResponseReturnValue:
    """Set up a second factor: it holds once a first code and the password were right. Its recovery codes show once."""
    form = FactorForm()
    if form.is_submitted() and factor_pages.was_set_up_here():
        flash(_("The second factor holds. Its recovery codes show only once: if you have none, set it up anew."))
        return redirect(url_for(".show_factor"))
    if not form.validate_on_submit():
        return factor_pages.enrolling_page(form)
    confirmed = factor_pages.confirmed_draft(form)
    if confirmed is None:
        return factor_pages.enrolling_page(form), 422
    draft, codes = confirmed
    factor_pages.keep(draft)
    note_action(Act.FACTOR_SET_UP)
    db.session.commit()
    return factor_pages.codes_page(codes)


@bp.post("/settings/second-factor/remove")
@access.instructor_required
@_throttled
def remove_factor() -> ResponseReturnValue:
    """Take the visitor's second factor away, by a code."""
    form, person_id = CodeForm(), access.known_visitor().id
    if staff_rule.is_needed(db.session()):
        flash(_("Those who teach need a second factor here: set it up anew instead."), "problem")
        return redirect(url_for(".show_factor"))
    if form.validate_on_submit() and factor_pages.is_right(person_id, form.code.data):
        factors.remove_factor(db.session(), person_id)
        note_action(Act.FACTOR_REMOVED)
        db.session.commit()
        flash(_("Signing in asks for no code any more."))
        return redirect(url_for(".show_factor"))
    form.code.errors = form.code.errors or [form.WRONG_CODE]
    factor, left = factors.factor_of(db.session(), person_id), factors.codes_left(db.session(), person_id)
    return render_template("accounts/show_factor.html", factor=factor, left=left, form=form), 422
