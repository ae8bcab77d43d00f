"""Pages where classes are joined by code: the teacher's, with the code and its QR, and those of who joins."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.accounts.access import instructor_required, known_visitor, visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.classroom import access, addresses, joining, pages, queries
from quizapp.classroom.forms import CodeForm, JoinForm
from quizapp.classroom.views import bp
from quizapp.db import db
from quizapp.extensions import limiter

WRONG_CODES_OF_AN_ADDRESS = "200 per 10 minutes"
"""A class of 40 shares one address, and each of them may mistype a few times, or give a name that is taken."""
WRONG_CODES_OF_AN_ACCOUNT = "20 per 10 minutes"

DEEDS = {
    "open": (joining.open_joining, Act.JOINING_OPENED, _l("Students can join by the code now.")),
    "close": (
        joining.close_joining,
        Act.JOINING_CLOSED,
        _l("Nobody can join by code any more. Who is in the class stays."),
    ),
    "new": (joining.change_code, Act.CODE_CHANGED, _l("The class has a new code; the old one does not work any more.")),
}


def _who_tries() -> str:
    """Key the throttle by account, so that one who guesses shuts nobody else out; strangers share their address."""
    person = visitor()
    return f"person {person.id}" if person and not person.is_guest else f"address {request.remote_addr}"


def _rate() -> str:
    return WRONG_CODES_OF_AN_ACCOUNT if _who_tries().startswith("person") else WRONG_CODES_OF_AN_ADDRESS


def _tells_who_guesses(_response: Response) -> bool:
    """Say whether a reply is worth guessing for: no class has this code, or somebody has this name."""
    return pages.was_guess()


_throttled = limiter.shared_limit(_rate, scope="class codes", key_func=_who_tries, deduct_when=_tells_who_guesses)


@bp.get("/classes/<int:class_id>/code")
@instructor_required
def show_code(class_id: int) -> ResponseReturnValue:
    """Show a class's code, large, with its address and QR."""
    school_class = access.open_class(class_id, to_change=True)
    address = pages.address_to_join(school_class)
    shown = {"address": address, "typed_address": pages.address_to_type(), "shown_code": joining.shown_code}
    shown["for_others"] = addresses.is_for_others(address)
    return render_template("classroom/show_code.html", school_class=school_class, **shown)


@bp.get("/classes/<int:class_id>/code.svg")
@instructor_required
def draw_code(class_id: int) -> ResponseReturnValue:
    """Draw the QR of the address at which a class is joined."""
    school_class = access.open_class(class_id)
    picture = addresses.qr_picture(pages.address_to_join(school_class))
    return Response(picture, mimetype="image/svg+xml")


@bp.post("/classes/<int:class_id>/code")
@instructor_required
def change_code(class_id: int) -> ResponseReturnValue:
    """Open joining, close it, or change the code."""
    school_class = access.open_class(class_id, to_change=True)
    deed = DEEDS.get(request.form.get("deed", ""))
    if deed is not None:
        deed[0](db.session(), school_class)
        note_action(deed[1], class_id=class_id)
        db.session.commit()
        flash(str(deed[2]))
    return redirect(url_for(".show_code", class_id=class_id))


@bp.post("/classes/<int:class_id>/mine")
def confirm_class(class_id: int) -> ResponseReturnValue:
    """Take note that a class to which a list brought somebody is theirs."""
    school_class = access.open_own_class(class_id, to_change=True)
    joining.confirm_enrolment(db.session(), access.open_enrolment(school_class, known_visitor().id))
    db.session.commit()
    flash(_("Thank you. Your teachers see now what you know."))
    return redirect(url_for(".show_own_class", class_id=class_id))


@bp.route("/join", methods=["GET", "POST"])
@_throttled
def enter_code() -> ResponseReturnValue:
    """Ask for a class's code."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("classroom/enter_code.html", form=form), 422 if form.is_submitted() else 200
    if joining.class_by_code(db.session(), form.code.data) is None:
        return pages.wrong_code(form), 404
    return redirect(url_for(".join_class", code=joining.typed_code(form.code.data)))


@bp.route("/join/<code>", methods=["GET", "POST"])
@_throttled
def join_class(code: str) -> ResponseReturnValue:
    """Join the class of a code: with a name, or by a click where one has an account."""
    school_class = joining.class_by_code(db.session(), code)
    if school_class is None:
        return pages.wrong_code(CodeForm(formdata=None)), 404
    person = visitor()
    if person and (place := pages.place_in(school_class, person)):
        return redirect(place)
    form = JoinForm(name=person.name if person else "")
    if person and not person.is_guest and request.method == "POST":
        form.name.data = person.name
    elif not form.validate_on_submit():
        teachers = queries.teachers_of_class(db.session(), school_class.id)
        shown = {"school_class": school_class, "teachers": teachers, "form": form}
        return render_template("classroom/join_class.html", **shown), 422 if form.is_submitted() else 200
    return pages.let_join(code, form)
