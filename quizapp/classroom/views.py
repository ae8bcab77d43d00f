"""Pages of classes: the list of one's own, a teacher's page of one, a student's page of one."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor, visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.classroom import access, announcement_queries, queries, services
from quizapp.classroom.forms import WEEKDAYS, NewClassForm
from quizapp.classroom.vouching import vouched_students
from quizapp.classroom.wishes import wishes_in_classes
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.extensions import settings_of

bp = Blueprint("classroom", __name__)
FIRST_ANNOUNCEMENTS = 5
bp.add_app_template_global(access.owns, "owns_class")


@bp.get("/classes")
def list_classes() -> ResponseReturnValue:
    """List the classes that somebody teaches and those that they learn in."""
    person = visitor()
    taught = queries.classes_of_teacher(db.session(), person.id) if person and person.is_instructor else []
    joined = queries.classes_of_student(db.session(), person.id) if person else []
    asking = (
        {one.class_id: one.count for one in wishes_in_classes(db.session(), person.id)} if person and taught else {}
    )
    return render_template("classroom/list_classes.html", taught=taught, joined=joined, asking=asking)


@bp.route("/classes/new", methods=["GET", "POST"])
@instructor_required
def create_class() -> ResponseReturnValue:
    """Make a class, in the installation's time zone until its settings say another."""
    form = NewClassForm()
    if not form.validate_on_submit():
        return render_template("classroom/create_class.html", form=form), 422 if form.is_submitted() else 200
    installed = settings_of(current_app)
    settings = form.settings(str(installed.timezone), installed.rollover_hour)
    made = services.create_class(db.session(), known_visitor().id, settings, now=utcnow())
    note_action(Act.CLASS_MADE, class_id=made.id)
    db.session.commit()
    flash(_("The class is made."))
    return redirect(url_for(".show_class", class_id=made.id))


@bp.get("/classes/<int:class_id>")
def show_class(class_id: int) -> ResponseReturnValue:
    """Show a class to its teachers; who learns there is led to their own page of it."""
    access.lead_learner(class_id)
    return _show_to_teachers(class_id)


@instructor_required
def _show_to_teachers(class_id: int) -> ResponseReturnValue:
    """Show a class's roster and what can be done."""
    school_class = access.open_class(class_id)
    session = db.session()
    vouched = set(session.scalars(vouched_students(class_id, known_visitor().id)))
    students = queries.students_of_class(session, class_id)
    shown = {
        "students": students,
        "namesakes": queries.namesakes(students),
        "vouched": vouched,
        "seen": queries.last_practised(session, class_id, vouched),
        "former": queries.former_students(session, class_id),
    }
    return render_template("classroom/show_class.html", school_class=school_class, **shown)


@bp.get("/classes/<int:class_id>/mine")
def show_own_class(class_id: int) -> ResponseReturnValue:
    """Show a class to somebody who learns there."""
    school_class, session = access.open_own_class(class_id), db.session()
    teachers = queries.teachers_of_class(session, class_id)
    person_id, first = known_visitor().id, FIRST_ANNOUNCEMENTS + 1
    told = announcement_queries.announcements_for_student(session, school_class, person_id, now=utcnow(), limit=first)
    shown = {"told": told[:FIRST_ANNOUNCEMENTS], "has_more": len(told) > FIRST_ANNOUNCEMENTS}
    shown["is_borrowed"] = access.open_enrolment(school_class, person_id).is_borrowed
    return render_template(
        "classroom/show_own_class.html", school_class=school_class, teachers=teachers, weekdays=WEEKDAYS, **shown
    )
