"""Pages of accounts: signing in, up and out, preferences, and the first instructor's one-time link."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from quizapp.accounts import (
    access,
    carrying,
    factor_pages,
    failures,
    guarding,
    opaque,
    pages,
    queries,
    sent_again,
    services,
)
from quizapp.accounts.entering import let_in, let_out
from quizapp.accounts.forms import NAME_TAKEN, NewAccountForm, NewStaffForm, PasswordForm, PreferencesForm, SignInForm
from quizapp.accounts.models import Person, Role
from quizapp.accounts.passwords import hash_password, password_matches
from quizapp.accounts.services import Credentials, LinkSpentError, NameTakenError
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.extensions import limiter

bp = Blueprint("accounts", __name__)
FAILED = frozenset({401, 422})
"""Of signing in: a wrong password; of signing up: a name that is taken, which may be sent with a password, too."""
FAILURES_OF_AN_ADDRESS = "600 per hour"
"""A school of a thousand behind one address mistypes less; whoever tries one password on every name does more."""


def _account_and_address() -> str:
    """Key the throttle by account and address together: a class shares one address, an attacker shares none of ours."""
    return f"{_account()}|{request.remote_addr}"


def _failed(response: ResponseReturnValue) -> bool:
    return getattr(response, "status_code", 200) in FAILED


def _account() -> str:
    """Key a second throttle, a wide one, by account alone: whoever guesses from many addresses is slowed, too.

    Tries count for the password that they failed for: whoever is given a new one comes in with it at once.
    """
    name = queries.folded_name(request.form.get("name", "").replace("\0", ""))[:80]
    with reading(db.session()):
        return f"{name}|{queries.password_mark(db.session(), name)}"


def _visitor() -> str:
    """Key a throttle by who is signed in: a class that changes its passwords shares one address."""
    person = access.visitor()
    return f"person {person.id}" if person else str(request.remote_addr)


@bp.route("/sign-in", methods=["GET", "POST"])
@limiter.limit(lambda: FAILURES_OF_AN_ADDRESS, methods=["POST"], deduct_when=_failed)
@limiter.limit("100 per hour", key_func=_account, methods=["POST"], deduct_when=_failed)
@limiter.limit("10 per 5 minutes", key_func=_account_and_address, methods=["POST"], deduct_when=_failed)
def sign_in() -> ResponseReturnValue:
    """Let somebody in who has an account."""
    form, carried = SignInForm(name=cookie.pop("signs_in_as", "")), carrying.sent_along()
    if not form.validate_on_submit():
        return pages.sign_in_page(form, carried)
    with reading(db.session()):
        person = queries.person_by_sign_in_name(db.session(), form.name.data)
        kept = person.password_hash if person and person.deactivated_at is None else None
        staff_id = person.id if person and person.role == Role.INSTRUCTOR else None
        guarding.note_try(person.id if person else None)
    matches = password_matches(kept, form.password.data)  # asked of nobody's hash too: its time tells no names
    person = queries.person_let_in(db.session(), form.name.data, kept, utcnow()) if matches else None
    if person is None:
        form.form_errors.append(
            _("No account has this name and password. Check both, or ask your teacher for a new password.")
        )
        return failures.refuse(pages.sign_in_page(form, carried), staff_id)
    return factor_pages.let_in_or_ask(person, pages.page_after_signing_in(person), carried)


@bp.route("/sign-up", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
@limiter.limit("100 per hour", key_func=_account, methods=["POST"], deduct_when=_failed)
@limiter.limit("10 per 5 minutes", key_func=_account_and_address, methods=["POST"], deduct_when=_failed)
def sign_up() -> ResponseReturnValue:
    """Make a student's account; what a guest did before is theirs from then on."""
    form = NewAccountForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_up.html", form=form)
    with reading(db.session()):
        credentials = Credentials(form.name.data, hash_password(form.password.data))
    visitor = access.visitor()
    try:
        if visitor is not None and visitor.is_guest and not access.is_not_mine():
            person = services.sign_up_guest(db.session(), access.own_row(visitor), credentials, now=utcnow())
        else:
            person = services.create_account(db.session(), credentials, Role.STUDENT, now=utcnow())
    except NameTakenError:
        return _own_or_taken(form)
    let_in(person)
    db.session.commit()
    _welcome(person)
    return redirect(url_for("insights.show_home"))


def _own_or_taken(form: NewAccountForm) -> ResponseReturnValue:
    """Let somebody in whose account was made here a moment ago; tell everybody else that the name is taken."""
    person = sent_again.account_made_here(form.name.data, form.password.data)
    if person is None:
        form.name.errors = [str(NAME_TAKEN)]
        return render_template("accounts/sign_up.html", form=form), 422
    reply = factor_pages.let_in_or_ask(person, pages.page_after_signing_in(person), None)
    if factor_pages.half_in() is None:  # else a code is asked for first
        _welcome(person)  # after the session began, which clears what was to be said
    return reply


def _welcome(person: Person) -> None:
    flash(_("Welcome, %(name)s. Your progress is kept in your account.", name=person.name))


@bp.get("/session")
def show_session() -> ResponseReturnValue:
    """Tell a script who is signed in, by an opaque name, and the token to send with what it sends."""
    return {"person": opaque.own_key() if access.visitor() else "", "token": generate_csrf()}


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    let_out()
    db.session.commit()
    flash(_("You are signed out."))
    reply = redirect(url_for("insights.show_home"))
    reply.headers["Clear-Site-Data"] = '"cache"'  # over HTTPS: the way back shows nothing that was theirs
    return reply


@bp.route("/setup/<secret>", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
def make_first_instructor(secret: str) -> ResponseReturnValue:
    """Make the first instructor's account by the link that the first start printed."""
    if queries.is_link_spent(db.session(), secret):
        return _refer_to_sign_in()
    access.open_setup_link(secret)
    form = NewStaffForm()
    if not form.validate_on_submit():
        return render_template("accounts/make_first_instructor.html", form=form)
    found = _credentials(form)
    try:
        person = services.use_setup_link(db.session(), secret, found, now=utcnow())
    except LinkSpentError:
        return _refer_to_sign_in()
    except NameTakenError:
        form.name.errors = [_("Somebody signs in with this name already.")]
        return render_template("accounts/make_first_instructor.html", form=form), 422
    let_in(person)
    db.session.commit()
    flash(_("Welcome, %(name)s.", name=person.name))
    return redirect(url_for("insights.show_home"))


def _credentials(form: NewStaffForm) -> Credentials:
    with reading(db.session()):
        return Credentials(form.name.data, hash_password(form.password.data))


def _refer_to_sign_in() -> ResponseReturnValue:
    flash(_("This link was used: the first account is made. Sign in with it."), "problem")
    return redirect(url_for(".sign_in"))


@bp.route("/settings", methods=["GET", "POST"])
def show_settings() -> ResponseReturnValue:
    """Show and save how somebody likes to practise."""
    person = access.practising_visitor() if request.method == "POST" else access.visitor()
    form = (
        PreferencesForm(obj=person) if person else PreferencesForm(shortcuts=True, new_per_day=20, reviews_per_day=200)
    )
    if person is None or not form.validate_on_submit():
        return render_template("accounts/show_settings.html", form=form)
    form.populate_obj(access.own_row(person))
    db.session.commit()
    flash(_("Your settings are saved."))
    return redirect(url_for(".show_settings"))


@bp.route("/settings/password", methods=["GET", "POST"])
@access.account_required
@limiter.limit("20 per hour", key_func=_visitor, methods=["POST"])
def change_password() -> ResponseReturnValue:
    """Change one's own password, which ends all other sessions."""
    form, person = PasswordForm(), access.own_row(access.known_visitor())
    kept = person.password_hash
    if kept is None or not form.validate_on_submit():
        ends_at, has_one = person.password_ends_at, kept is not None
        return render_template("accounts/change_password.html", form=form, has_one=has_one, ends_at=ends_at)
    with reading(db.session()):
        matches = password_matches(kept, form.current.data)
        new_hash = hash_password(form.password.data) if matches else ""
    if not matches or person.password_hash != kept:  # changed meanwhile, by somebody else who knows it
        form.current.errors = [_("This is not your present password.")]
        return render_template("accounts/change_password.html", form=form, has_one=True), 422
    services.change_password(db.session(), person, new_hash)
    let_in(person)
    db.session.commit()
    flash(_("Your password is changed. Every other session is signed out."))
    return redirect(url_for(".show_settings"))
