"""Pages where a class's teachers change its settings, archive it, copy it, and say who teaches it."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action, who_met
from quizapp.audit.models import Act
from quizapp.classroom import access, queries, services, teachers
from quizapp.classroom.forms import CopyForm, class_form, known_zones, name_of_copy
from quizapp.classroom.models import SchoolClass, TeacherRole
from quizapp.classroom.services import ClassSettings
from quizapp.classroom.teachers import LastOwnerError, NotAnInstructorError
from quizapp.classroom.views import bp
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app


@bp.route("/classes/<int:class_id>/settings", methods=["GET", "POST"])
@instructor_required
def edit_class(class_id: int) -> ResponseReturnValue:
    """Show and change a class's settings."""
    school_class = access.open_class(class_id, to_change=True)
    form = class_form(school_class)
    if not form.validate_on_submit():
        shown = {"form": form, "school_class": school_class, "zones": known_zones(), "owner": access.owns(class_id)}
        shown["who_saved"] = who_met(form, Act.CLASS_CHANGED, class_id=class_id)
        page = render_template("classroom/edit_class.html", **shown)
        return page, 422 if form.is_submitted() else 200
    before = services.settings_of(school_class)
    services.change_class(db.session(), school_class, form.settings(), rules_of_app(current_app))
    _note_changes(school_class, before)
    db.session.commit()
    flash(_("The class is changed."))
    return _to(school_class)


def _note_changes(school_class: SchoolClass, before: ClassSettings) -> None:
    """Write down what stood there before, of what is otherwise now."""
    kept, now = services.as_json(before), services.as_json(services.settings_of(school_class))
    changed = {name: value for name, value in kept.items() if now[name] != value}
    if changed:
        details = {"before": changed, "after": {name: now[name] for name in changed}}
        note_action(Act.CLASS_CHANGED, class_id=school_class.id, details=details)


@bp.post("/classes/<int:class_id>/archive")
@instructor_required
def archive_class(class_id: int) -> ResponseReturnValue:
    """Put a class away."""
    school_class = access.open_class_of_owner(class_id)
    services.archive_class(db.session(), school_class, rules_of_app(current_app), now=utcnow())
    note_action(Act.CLASS_ARCHIVED, class_id=class_id)
    db.session.commit()
    flash(_("The class is archived. Nothing of it is lost, and it can be brought back here."))
    return _to(school_class)


@bp.post("/classes/<int:class_id>/restore")
@instructor_required
def restore_class(class_id: int) -> ResponseReturnValue:
    """Bring an archived class back."""
    school_class = access.open_class_of_owner(class_id, to_change=False)
    services.restore_class(db.session(), school_class, rules_of_app(current_app))
    note_action(Act.CLASS_RESTORED, class_id=class_id)
    db.session.commit()
    flash(_("The class is back. Joining by code stays closed until you open it."))
    return _to(school_class)


@bp.route("/classes/<int:class_id>/copy", methods=["GET", "POST"])
@instructor_required
def copy_class(class_id: int) -> ResponseReturnValue:
    """Make a class like this one for the next year."""
    original = access.open_class(class_id)
    form = CopyForm(data={"name": name_of_copy(original.name), "teachers": True})
    if not form.validate_on_submit():
        page = render_template("classroom/copy_class.html", form=form, school_class=original)
        return page, 422 if form.is_submitted() else 200
    made = services.copy_class(
        db.session(), original, form.copying(), known_visitor().id, rules_of_app(current_app), now=utcnow()
    )
    note_action(Act.CLASS_COPIED, class_id=made.id, subject_id=class_id)
    db.session.commit()
    flash(_("This is the new class. Its settings came along; look at its term."))
    return _to(made)


@bp.get("/classes/<int:class_id>/teachers")
@instructor_required
def list_teachers(class_id: int) -> ResponseReturnValue:
    """Show who teaches a class."""
    return _teachers_page(access.open_class(class_id))


def _teachers_page(school_class: SchoolClass, problem: str = "", typed: str = "") -> str:
    found = queries.teachers_of_class(db.session(), school_class.id)
    shown = {"school_class": school_class, "teachers": found, "owner": access.owns(school_class.id)}
    return render_template("classroom/list_teachers.html", problem=problem, typed=typed, **shown)


@bp.post("/classes/<int:class_id>/teachers")
@instructor_required
def add_teacher(class_id: int) -> ResponseReturnValue:
    """Let another instructor teach a class, by their sign-in name."""
    school_class = access.open_class_of_owner(class_id)
    typed = request.form.get("name", "").replace("\0", "")[:80]
    try:
        person = teachers.add_teacher(db.session(), school_class, typed, now=utcnow())
    except NotAnInstructorError:
        problem = _("No instructor here is called “%(name)s”. Is it spelt as they sign in?", name=typed)
        return _teachers_page(school_class, problem, typed), 422
    note_action(Act.TEACHER_ADDED, class_id=class_id, person_id=person.id)
    db.session.commit()
    flash(_("%(name)s teaches this class now.", name=person.name))
    return _to_teachers(school_class)


@bp.post("/classes/<int:class_id>/teachers/<int:person_id>")
@instructor_required
def change_teacher(class_id: int, person_id: int) -> ResponseReturnValue:
    """Make a teacher an owner or not, or let them teach the class no more; who is no owner may only leave."""
    leaves = person_id == known_visitor().id and request.form.get("role") == "none"
    school_class = access.open_class(class_id) if leaves else access.open_class_of_owner(class_id, to_change=False)
    teacher, wanted = access.open_teacher(school_class, person_id), request.form.get("role", "")
    before = teacher.role
    if wanted not in {*TeacherRole, "none"}:
        return _to_teachers(school_class)
    try:
        teachers.give_teacher_role(db.session(), teacher, None if wanted == "none" else TeacherRole(wanted))
    except LastOwnerError:
        flash(_("A class keeps an owner: make somebody else one first."), "problem")
        return _to_teachers(school_class)
    _note_role(school_class, person_id, before, wanted)
    db.session.commit()
    flash(_("You do not teach this class any more.") if leaves else _("The role is changed."))
    return redirect(url_for(".list_classes")) if leaves else _to_teachers(school_class)


def _note_role(school_class: SchoolClass, person_id: int, before: str, after: str) -> None:
    if before != after:
        details = {"before": before, "after": after}
        note_action(Act.TEACHER_CHANGED, class_id=school_class.id, person_id=person_id, details=details)


def _to(school_class: SchoolClass) -> ResponseReturnValue:
    return redirect(url_for(".show_class", class_id=school_class.id))


def _to_teachers(school_class: SchoolClass) -> ResponseReturnValue:
    return redirect(url_for(".list_teachers", class_id=school_class.id))
