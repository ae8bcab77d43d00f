"""A teacher's page of one student: their name in the roster, another class, leaving, coming back, erasing."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.models import Person
from quizapp.accounts.noting import note_action, who_met
from quizapp.audit.models import Act
from quizapp.audit.services import Concerning
from quizapp.classroom import access, queries, rosters, services, vouching
from quizapp.classroom.forms import StudentForm, student_form
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.services import ElsewhereError
from quizapp.classroom.signals import extra_time_changed
from quizapp.classroom.views import bp
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.erasure.erasing import WorkedForOthersError
from quizapp.memory.access import rules_of_app
from quizapp.web.ids import id_of


@bp.route("/classes/<int:class_id>/students/<int:person_id>", methods=["GET", "POST"])
@instructor_required
def show_student(class_id: int, person_id: int) -> ResponseReturnValue:
    """Show and change how a student stands in a class's roster."""
    school_class = access.open_class(class_id, to_change=True)
    enrolment = access.open_any_enrolment(school_class, person_id)
    form = student_form(enrolment)
    if not form.validate_on_submit():
        return _student_page(school_class, enrolment, form), 422 if form.is_submitted() else 200
    before = {"time": enrolment.extra_time_percent}
    rosters.rename_student(db.session(), enrolment, form.roster_name.data, form.group_name.data)
    _give_time(school_class, enrolment, form.extra_time_percent.data)
    details = {"before": before, "after": {"time": enrolment.extra_time_percent}}
    note_action(Act.STUDENT_CHANGED, class_id=class_id, person_id=person_id, details=details)
    db.session.commit()
    flash(_("Changed."))
    return _to(school_class)


def _student_page(school_class: SchoolClass, enrolment: Enrolment, form: StudentForm, **more: str) -> str:
    """Return the page of a student in a class; more is what was typed to erase them, and what is wrong with it."""
    by_id = known_visitor().id
    shown = {"school_class": school_class, "enrolment": enrolment, "form": form}
    everybody = queries.namesakes(queries.students_of_class(db.session(), school_class.id))
    shown["namesakes"] = everybody.get(enrolment.person_id, ())
    shown["person"] = db.session().get_one(Person, enrolment.person_id)
    shown["others"] = queries.other_classes(db.session(), by_id, school_class.id)
    shown["vouched"] = vouching.vouches_for(db.session(), enrolment, by_id)
    about: Concerning = {"class_id": school_class.id, "person_id": enrolment.person_id}
    shown["who_saved"] = who_met(form, Act.STUDENT_CHANGED, **about)
    return render_template("classroom/show_student.html", **shown, **more)


def _give_time(school_class: SchoolClass, enrolment: Enrolment, percent: int) -> None:
    """Change a student's extra time, and tell whoever lets them work against time."""
    if enrolment.extra_time_percent == percent:
        return
    enrolment.extra_time_percent = percent
    db.session.flush()
    extra_time_changed.send(school_class.id, session=db.session(), now=utcnow())


@bp.post("/classes/<int:class_id>/students/<int:person_id>/move")
@instructor_required
def move_student(class_id: int, person_id: int) -> ResponseReturnValue:
    """Move a student to another class that the visitor teaches."""
    school_class = access.open_class(class_id, to_change=True)
    enrolment = access.open_enrolment_to_end(school_class, person_id)
    other = access.open_class(request.form.get("to", 0, type=id_of), to_change=True)
    services.move_student(db.session(), enrolment, other, rules_of_app(current_app), now=utcnow())
    note_action(Act.STUDENT_MOVED, class_id=class_id, person_id=person_id, subject_id=other.id)
    db.session.commit()
    flash(
        _("%(student)s is in “%(name)s” now, with all that they did.", student=enrolment.roster_name, name=other.name)
    )
    return _to(school_class)


@bp.post("/classes/<int:class_id>/students/<int:person_id>/remove")
@instructor_required
def remove_student(class_id: int, person_id: int) -> ResponseReturnValue:
    """Take a student out of a class; what they did is kept."""
    school_class = access.open_class(class_id, to_change=True)
    enrolment = access.open_enrolment_to_end(school_class, person_id)
    services.remove_student(db.session(), enrolment, rules_of_app(current_app), now=utcnow())
    note_action(Act.STUDENT_REMOVED, class_id=class_id, person_id=person_id)
    db.session.commit()
    flash(
        _("%(student)s is not in this class any more. Below they can be brought back.", student=enrolment.roster_name)
    )
    return _to(school_class)


@bp.post("/classes/<int:class_id>/students/<int:person_id>/restore")
@instructor_required
def restore_student(class_id: int, person_id: int) -> ResponseReturnValue:
    """Bring a student back who left a class."""
    school_class = access.open_class(class_id, to_change=True)
    former = access.open_former_enrolment(school_class, person_id)
    services.bring_back(db.session(), former, rules_of_app(current_app), now=utcnow())
    note_action(Act.STUDENT_RESTORED, class_id=class_id, person_id=person_id)
    db.session.commit()
    flash(_("%(student)s is back.", student=former.roster_name))
    return _to(school_class)


@bp.post("/classes/<int:class_id>/students/<int:person_id>/erase")
@instructor_required
def erase_student(class_id: int, person_id: int) -> ResponseReturnValue:
    """Delete a student with all that they did, for whoever has typed the name, or agrees to the student's own wish."""
    school_class = access.open_class(class_id, to_change=True)
    enrolment = access.open_any_enrolment(school_class, person_id)
    name, person, by_id = enrolment.roster_name, db.session().get_one(Person, person_id), known_visitor().id
    if not (_is_wished(person) or vouching.vouches_for(db.session(), enrolment, by_id)):
        borrowed = _("Nothing was erased: their account was made elsewhere. Remove them from this class instead.")
        flash(borrowed, "problem")
        return _to(school_class)
    if not (_is_wished(person) or " ".join(request.form.get("name", "").split()) == name):
        return _unsure(school_class, enrolment)
    try:
        services.erase_student(db.session(), person, from_class=class_id, by_id=by_id, now=utcnow())
    except (ElsewhereError, WorkedForOthersError) as error:
        return _refused(school_class, error)
    note_action(Act.STUDENT_ERASED, class_id=class_id)
    db.session.commit()
    flash(_("%(student)s is erased, with all that they did.", student=name))
    return _to(school_class)


def _is_wished(person: Person) -> bool:
    """Say whether the form agrees to a wish of the student that they have not taken back meanwhile."""
    return "asked" in request.form and person.erasure_asked_at is not None


def _unsure(school_class: SchoolClass, enrolment: Enrolment) -> ResponseReturnValue:
    if "asked" in request.form:
        flash(_("Nothing was erased: they do not ask for it any more."), "problem")
        return redirect(url_for(".show_student", class_id=school_class.id, person_id=enrolment.person_id))
    name = enrolment.roster_name
    problem = _("Nothing was erased: type the name exactly as it stands in the roster, “%(name)s”.", name=name)
    typed, form = request.form.get("name", ""), student_form(enrolment, formdata=None)
    return _student_page(school_class, enrolment, form, typed=typed, problem=problem), 422


def _refused(school_class: SchoolClass, error: Exception) -> ResponseReturnValue:
    if isinstance(error, ElsewhereError):
        flash(_("Nothing was erased: they learn in another class, too. Remove them from this one instead."), "problem")
    else:
        flash(_("Nothing was erased: they have worked for others here. An admin can deactivate them."), "problem")
    return _to(school_class)


def _to(school_class: SchoolClass) -> ResponseReturnValue:
    return redirect(url_for(".show_class", class_id=school_class.id))
