"""What pages of joining are handed, and what follows when somebody joins."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.accounts import services as accounts
from quizapp.accounts.access import let_guest_go, own_row, practising_visitor, visitor
from quizapp.accounts.entering import let_in
from quizapp.accounts.factor_pages import let_in_or_ask
from quizapp.accounts.forms import NAME_TAKEN
from quizapp.accounts.passwords import hash_password
from quizapp.accounts.sent_again import account_made_here
from quizapp.accounts.services import Credentials, NameTakenError
from quizapp.accounts.visitor import Visitor
from quizapp.classroom import joining, queries
from quizapp.classroom.addresses import shared_address
from quizapp.classroom.forms import CodeForm, JoinForm
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.extensions import settings_of
from quizapp.memory.access import rules_of_app

NAME_IN_CLASS = _l(
    "Somebody in this class has this name already. If it is you, sign in or ask your teacher for a sign-in card, which"
    " brings you back to all that you did; if not, add an initial or a number."
)


def address_to_join(school_class: SchoolClass) -> str:
    """Return the address at which a class is joined, as others in the room open it."""
    if school_class.join_code is None:
        return address_to_type()
    path = url_for("classroom.join_class", code=school_class.join_code, _external=True)
    return shared_address(path, settings_of(current_app))


def address_to_type() -> str:
    """Return the address of the page that asks for a code, as others in the room open it."""
    return shared_address(url_for("classroom.enter_code", _external=True), settings_of(current_app))


def _note_guess() -> None:
    """Note that this reply tells which codes or names there are, so that the throttle counts it (joining_views.py)."""
    g.was_guess = True


def was_guess() -> bool:
    """Say whether this request was answered by what one might guess for."""
    return "was_guess" in g


def wrong_code(form: CodeForm) -> str:
    """Return the page that says that no class has this code."""
    _note_guess()
    form.form_errors.append(_("No class can be joined by this code. Check it; your teacher may have changed it."))
    return render_template("classroom/enter_code.html", form=form)


def place_in(school_class: SchoolClass, person: Visitor) -> str | None:
    """Return the page of a class for somebody who is in it already."""
    if queries.enrolment_of(db.session(), school_class.id, person.id):
        return url_for("classroom.show_own_class", class_id=school_class.id)
    if queries.role_of_teacher(db.session(), school_class.id, person.id):
        return url_for("classroom.show_class", class_id=school_class.id)
    return None


def let_join(code: str, form: JoinForm) -> ResponseReturnValue:
    """Enrol who filled the form in; a guest keeps all that they did, and a first visitor becomes one."""
    with reading(db.session()):
        credentials = Credentials(form.name.data, hash_password(form.password.data)) if form.password.data else None
    session, now = db.session(), utcnow()
    school_class = joining.class_by_code(session, code)
    if school_class is None:  # closed while they typed
        return wrong_code(CodeForm(formdata=None)), 404
    before = visitor()
    was_known = before is not None
    if credentials and not was_known and (joined := account_made_here(form.name.data, form.password.data)):
        return let_in_or_ask(joined, url_for("classroom.join_class", code=code), None)
    if (before is None or before.is_guest) and joining.is_named_already(session, school_class, form.name.data):
        return _another_name(school_class, form, NAME_IN_CLASS)
    known = practising_visitor()
    if known.is_guest:
        try:
            _name_guest(known, form.name.data, credentials, now)
        except NameTakenError:
            if not was_known:
                let_guest_go()
            return _another_name(school_class, form, NAME_TAKEN)
    joining.join_class(session, school_class, known.id, form.name.data, rules_of_app(current_app), now=now)
    session.commit()
    flash(_("You are in the class “%(name)s” now.", name=school_class.name))
    return redirect(url_for("classroom.show_own_class", class_id=school_class.id))


def _another_name(school_class: SchoolClass, form: JoinForm, why: str) -> ResponseReturnValue:
    """Return the form again, which says why another name is needed."""
    _note_guess()
    form.name.errors = [str(why)]
    teachers = queries.teachers_of_class(db.session(), school_class.id)
    shown = {"school_class": school_class, "teachers": teachers, "form": form}
    return render_template("classroom/join_class.html", **shown), 422


def _name_guest(known: Visitor, name: str, credentials: Credentials | None, now: datetime) -> None:
    """Give a guest their name, or with a password an account; they stay the same person."""
    person = own_row(known)
    if credentials is None:
        person.name = name
    else:
        let_in(accounts.sign_up_guest(db.session(), person, credentials, now=now))
