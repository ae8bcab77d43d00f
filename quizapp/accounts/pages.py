"""The page to sign in by, and the one that gives back what was typed when a sign-in had ended."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts import opaque
from quizapp.accounts.carrying import FIELD, Carried
from quizapp.accounts.forms import SignInForm
from quizapp.accounts.models import Person
from quizapp.accounts.visitor import Visitor
from quizapp.web.redirects import safe_path


def sign_in_page(form: SignInForm, carried: Carried | None = None) -> str:
    """Return the page to sign in by, with what it carries."""
    return render_template("accounts/sign_in.html", form=form, carried=carried, field_name=FIELD)


def page_after_signing_in(person: Person) -> str:
    """Return the page that was wanted, or that of one's own password where somebody else knows the present one."""
    if person.password_ends_at is not None:
        return url_for("accounts.change_password")
    return safe_path(request.args.get("next"), url_for("insights.show_home"))


def give_back(carried: Carried, person: Visitor | None) -> ResponseReturnValue:
    """Return the page from which what was carried goes back into its form; who is not signed in does that first."""
    if person is None or person.is_guest:
        return sign_in_page(SignInForm(formdata=None), carried), 401
    return go_on_page(carried, person.id)


def go_on_page(carried: Carried, person_id: int) -> str:
    """Return the page from which what was carried goes back into its form; to anybody else it is not shown."""
    is_theirs = carried.typed_by == opaque.key_of(person_id)
    return render_template("accounts/carry_on.html", carried=carried if is_theirs else None, path=carried.path)
