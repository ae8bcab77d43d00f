"""Pages that tell what is kept, where somebody has themself erased or an admin erases them, and the log of both."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import logout_user

from quizapp.accounts.access import admin_required, confirmed_required, known_visitor
from quizapp.accounts.models import Person
from quizapp.accounts.passwords import password_matches
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.erasure import erasing
from quizapp.erasure.erasing import Asked, Way
from quizapp.extensions import limiter
from quizapp.privacy import access, pages
from quizapp.privacy.retention import rules_of
from quizapp.privacy.views import bp, whose


@bp.get("/privacy")
def show_privacy() -> ResponseReturnValue:
    """Tell anybody in plain words what is kept about them, who sees it and how long."""
    rules, gone_by = rules_of(db.session()), pages.gone_from_backups()
    return render_template("privacy/show_privacy.html", rules=rules, gone_by=gone_by)


@bp.route("/settings/data/erase", methods=["GET", "POST"])
@limiter.limit("10 per hour", key_func=whose, methods=["POST"])
def erase_own_data() -> ResponseReturnValue:
    """Erase the visitor, who has no duties here and learns in no class, for their password."""
    person = access.open_own_person()
    found = pages.erasing_page(person)
    if request.method != "POST" or found.refusal:
        return render_template("privacy/erase_own_data.html", found=found), 409 if request.method == "POST" else 200
    with reading(db.session()):
        is_sure = _is_sure(person)
    if not is_sure:
        problem = _("This is not your present password.") if person.password_hash else _("Tick the box, to be sure.")
        return render_template("privacy/erase_own_data.html", found=found, problem=problem), 422
    erasure = erasing.erase_person(db.session(), access.open_own_person(), Asked(Way.THEMSELVES), now=utcnow())
    number = erasure.number
    db.session.commit()
    logout_user()
    cookie.clear()
    flash(_("You are erased here. Whoever asks about it later needs this number: %(number)s.", number=number))
    return redirect(url_for("insights.show_home"))


@bp.post("/settings/data/erase/ask")
@limiter.limit("20 per hour", key_func=whose)
def ask_to_be_erased() -> ResponseReturnValue:
    """Let somebody who learns in a class ask to be erased, or take that back; others do it themselves."""
    person = access.open_own_person()
    wishes = request.form.get("wish") == "yes" and pages.erasing_page(person).refusal == "classes"
    person.erasure_asked_at = (person.erasure_asked_at or utcnow()) if wishes else None
    db.session.commit()
    flash(_("Your teachers are asked to erase you.") if wishes else _("Nobody is asked to erase you."))
    return redirect(url_for(".erase_own_data"))


def _is_sure(person: Person) -> bool:
    """Say whether somebody gave their password, or, without one, ticked the box."""
    if person.password_hash is None:
        return "sure" in request.form
    return password_matches(person.password_hash, request.form.get("password", "")[:1_000])


@bp.route("/people/<int:person_id>/erase", methods=["GET", "POST"])
@admin_required
@confirmed_required
def erase_person_data(person_id: int) -> ResponseReturnValue:
    """Erase somebody for an admin who has typed the name; of who has worked for others the name is taken off."""
    person = access.open_somebody_else(person_id)
    found = pages.erasing_page(person)
    if request.method != "POST":
        return render_template("privacy/erase_person_data.html", found=found)
    if " ".join(request.form.get("name", "").split()) != found.name:
        problem = _("Nothing was erased: type the name exactly as it stands here.")
        return render_template("privacy/erase_person_data.html", found=found, problem=problem), 422
    asked = Asked(Way.ADMIN, known_visitor().id)
    if found.has_worked:
        erasing.take_name_off(db.session(), person, _("Somebody who left"), asked, now=utcnow())
    else:
        erasing.erase_person(db.session(), person, asked, now=utcnow())
    db.session.commit()
    flash(_("It is done. What stays of it stands below."))
    return redirect(url_for(".list_erasures"))


@bp.get("/people/erasures")
@admin_required
def list_erasures() -> ResponseReturnValue:
    """List that people were erased: when, how and by whom, and not who they were."""
    return render_template("privacy/list_erasures.html", rows=pages.erasures(), words=pages.WAYS)
