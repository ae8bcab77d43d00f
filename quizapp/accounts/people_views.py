"""Pages where the site's admins look after people: what they are, forgotten passwords, accounts that are left."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.accounts import access, factors, people, staff_rule
from quizapp.accounts.noting import note_action
from quizapp.accounts.passwords import hash_password
from quizapp.accounts.people import Deed, OneselfError
from quizapp.accounts.queries import folded_name
from quizapp.accounts.staff_rule import OwnFactorFirstError
from quizapp.accounts.views import bp
from quizapp.audit.models import Act
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.web.paging import page_asked

DONE = {
    Deed.STUDENT: _l("%(name)s is a student now."),
    Deed.INSTRUCTOR: _l("%(name)s is an instructor now."),
    Deed.ADMIN: _l("%(name)s is an admin now."),
    Deed.DEACTIVATE: _l("%(name)s cannot sign in any more; all that they did is kept."),
    Deed.ACTIVATE: _l("%(name)s can sign in again."),
    Deed.FACTOR: _l("%(name)s signs in without a second factor."),
    Deed.PASSWORD: _l("%(name)s has a new password."),
    Deed.EXPORT: _l("The data of %(name)s were downloaded."),
}


@bp.route("/people", methods=["GET", "POST"])
@access.admin_required
def list_people() -> ResponseReturnValue:
    """List who has an account; a name that is searched for is sent, as addresses stay in histories and logs."""
    page = page_asked(request.form)
    words = request.form.get("name", "").replace("\0", "")[:80]
    with reading(db.session()):
        found, changes = people.people_page(db.session(), words, page), people.changes_of_people(db.session())
        shown = {"changes": changes, "done": DONE, "needed": staff_rule.is_needed(db.session())}
        shown["asking"] = people.who_ask_to_be_erased(db.session())
    return render_template("accounts/list_people.html", found=found, words=words, folded_name=folded_name, **shown)


@bp.get("/people/<int:person_id>")
@access.admin_required
def show_person(person_id: int) -> ResponseReturnValue:
    """Show what can be done to an account."""
    factor = factors.factor_of(db.session(), person_id)
    return render_template("accounts/show_person.html", person=access.open_person(person_id), factor=factor)


@bp.post("/people/second-factors")
@access.admin_required
@access.confirmed_required
def decide_factors() -> ResponseReturnValue:
    """Let those who teach need a second factor, or not."""
    needed = request.form.get("needed") == "yes"
    try:
        staff_rule.decide(db.session(), access.known_visitor().id, needed=needed)
    except OwnFactorFirstError:
        flash(_("Set up your own second factor first: else you would shut yourself out."), "problem")
        return redirect(url_for(".show_factor"))
    note_action(Act.FACTORS_DECIDED, details={"needed": "yes" if needed else "no"})
    db.session.commit()
    flash(_("Those who teach need a second factor now.") if needed else _("A second factor is up to each of them now."))
    return redirect(url_for(".list_people"))


@bp.post("/people/<int:person_id>")
@access.admin_required
@access.confirmed_required
def change_person(person_id: int) -> ResponseReturnValue:
    """Change what somebody is, or whether they may sign in."""
    person, by_id = access.open_person(person_id), access.known_visitor().id
    wanted = request.form.get("deed", "")
    if wanted not in set(Deed) - {Deed.PASSWORD, Deed.EXPORT}:
        return redirect(url_for(".show_person", person_id=person_id))
    try:
        people.change_person(db.session(), person, Deed(wanted), by_id, now=utcnow())
    except OneselfError:
        flash(_("Nobody can do this to their own account: ask another admin."), "problem")
        return redirect(url_for(".show_person", person_id=person_id))
    db.session.commit()
    flash(str(DONE[Deed(wanted)]) % {"name": person.name})
    return redirect(url_for(".show_person", person_id=person_id))


@bp.post("/people/<int:person_id>/password")
@access.admin_required
@access.confirmed_required
def reset_password(person_id: int) -> ResponseReturnValue:
    """Give somebody a new password and show it once."""
    with reading(db.session()):
        access.open_person(person_id)
        password = people.new_password()
        password_hash = hash_password(password)
    person = access.open_person(person_id)
    try:
        people.reset_password(db.session(), person, password_hash, access.known_visitor().id, now=utcnow())
    except OneselfError:
        flash(_("Your own password is changed in the settings."), "problem")
        return redirect(url_for(".show_person", person_id=person_id))
    db.session.commit()
    return render_template("accounts/show_person.html", person=person, password=password)
