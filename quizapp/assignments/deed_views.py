"""What a teacher does with an assignment: close, reopen, copy, remove, bring back; exceptions of students."""

from __future__ import annotations

from datetime import datetime
from secrets import randbits
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action, who_met
from quizapp.assignments import access, exceptions, filling, pages, queries, services
from quizapp.assignments.access import GivenOut
from quizapp.assignments.forms import ExceptionForm
from quizapp.assignments.localtime import show_local
from quizapp.assignments.models import Assignment
from quizapp.assignments.services import Differing
from quizapp.assignments.views import SEED_BITS, bp
from quizapp.audit.models import Act
from quizapp.audit.services import Concerning
from quizapp.classroom.access import open_class
from quizapp.classroom.queries import Student, classes_of_teacher
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.web.headers import keep_no_reply
from quizapp.web.meeting import state_of

MOST_MINUTES = 600


def _to(assignment: Assignment) -> ResponseReturnValue:
    return redirect(url_for(".show_assignment", assignment_id=assignment.id))


def _note(act: Act, assignment: Assignment, person_id: int | None = None, **details: Any) -> None:
    about = {"class_id": assignment.class_id, "subject_id": assignment.id, "person_id": person_id}
    note_action(act, **about, details=details)


@bp.post("/assignments/<int:assignment_id>/close")
@instructor_required
def close_assignment(assignment_id: int) -> ResponseReturnValue:
    """Close an assignment now."""
    assignment = access.open_assignment(assignment_id, to_change=True).assignment
    services.close_now(db.session(), assignment, now=utcnow())
    _note(Act.ASSIGNMENT_CLOSED, assignment)
    db.session.commit()
    flash(_("It is closed. Attempts that went on end with all that was saved; “Reopen” lets them go on."))
    return _to(assignment)


@bp.post("/assignments/<int:assignment_id>/reopen")
@instructor_required
def reopen_assignment(assignment_id: int) -> ResponseReturnValue:
    """Open an assignment again, until its form says otherwise."""
    assignment = access.open_assignment(assignment_id, to_change=True).assignment
    services.reopen(db.session(), assignment, None, now=utcnow())
    _note(Act.ASSIGNMENT_REOPENED, assignment)
    db.session.commit()
    flash(_("It is open again, and has no closing. Attempts that the closing ended go on. Change it to set a closing."))
    return _to(assignment)


@bp.post("/assignments/<int:assignment_id>/remove")
@instructor_required
def remove_assignment(assignment_id: int) -> ResponseReturnValue:
    """Put an assignment in the trash; its attempts stay. Somebody else may have done so meanwhile."""
    try:
        assignment = access.open_assignment(assignment_id, to_change=True).assignment
    except access.TrashedError as error:
        class_id = error.given.school_class.id
        return redirect(url_for(".list_assignments", class_id=class_id, trash=1, _anchor="trash"))
    services.remove_assignment(db.session(), assignment, now=utcnow())
    _note(Act.ASSIGNMENT_REMOVED, assignment)
    db.session.commit()
    flash(_("It lies in the trash below, with all attempts at it. Who is in the middle of it can finish."))
    return redirect(url_for(".list_assignments", class_id=assignment.class_id))


@bp.post("/assignments/<int:assignment_id>/restore")
@instructor_required
def restore_assignment(assignment_id: int) -> ResponseReturnValue:
    """Take an assignment out of the trash."""
    assignment = access.open_trashed(assignment_id).assignment
    services.restore_assignment(db.session(), assignment)
    _note(Act.ASSIGNMENT_RESTORED, assignment)
    db.session.commit()
    flash(_("It is back, with all attempts at it."))
    return _to(assignment)


@bp.route("/assignments/<int:assignment_id>/copy", methods=["GET", "POST"])
@instructor_required
def copy_assignment(assignment_id: int) -> ResponseReturnValue:
    """Give the same out to another class, or once more."""
    given, person = access.open_assignment(assignment_id), known_visitor()
    taught = classes_of_teacher(db.session(), person.id)
    classes = [row.school_class for row in taught if row.school_class.archived_at is None]
    wanted = request.form.get("class_id", "")
    target = next((one for one in classes if str(one.id) == wanted), None)
    if request.method != "POST" or target is None:
        page = render_template("assignments/copy_assignment.html", classes=classes, given=given)
        return page, 422 if request.method == "POST" else 200
    open_class(target.id, to_change=True)
    more: dict[str, Any] = {"by_id": person.id, "seed": randbits(SEED_BITS), "now": utcnow()}
    copy = services.copy_assignment(db.session(), given.assignment, target.id, **more)
    _note(Act.ASSIGNMENT_COPIED, copy)
    db.session.commit()
    flash(_("This is the copy, for %(name)s. Look at its dates.", name=target.name))
    return redirect(url_for(".edit_assignment", assignment_id=copy.id))


@bp.route("/assignments/<int:assignment_id>/students/<int:person_id>", methods=["GET", "POST"])
@instructor_required
def edit_exception(assignment_id: int, person_id: int) -> ResponseReturnValue:
    """Show what one student did, and let the assignment differ for them."""
    given = access.open_assignment(assignment_id, to_change=request.method == "POST")
    student, now = access.open_student(given, person_id), utcnow()
    keep_no_reply()
    form = _exception_form(given, student)
    differing = _read_exception(form, given) if form.validate_on_submit() else None
    if differing is None:
        return _exception_page(form, given, student, now), 422 if form.is_submitted() else 200
    before = exceptions.as_json(queries.exception_of(db.session(), assignment_id, person_id))
    services.set_exception(db.session(), given.assignment, person_id, differing, now=now)
    _note(Act.ASSIGNMENT_EXCEPTED, given.assignment, person_id, before=before, after=exceptions.as_json(differing))
    db.session.commit()
    flash(_("Kept. An attempt that goes on follows at once."))
    return redirect(request.path)


def _exception_form(given: GivenOut, student: Student, **sent: None) -> ExceptionForm:
    kept = queries.exception_of(db.session(), given.assignment.id, student.person_id)
    names = ("extra_percent", "extra_minutes", "attempts", "excused", "note")
    values = {name: getattr(kept, name, None) for name in names}
    values |= {name: show_local(getattr(kept, name, None), given.zone) for name in ("opens_at", "closes_at")}
    return ExceptionForm(data=values | {"seen_state": state_of(values)}, **sent)


def _read_exception(form: ExceptionForm, given: GivenOut) -> Differing | None:
    opens_at, closes_at = (filling.read_moment(form[name], given.zone) for name in ("opens_at", "closes_at"))
    begins = opens_at or given.assignment.opens_at
    if closes_at and begins and closes_at <= begins:
        form.closes_at.errors = [_("It would close before it opens.")]
    if any(field.errors for field in form):
        return None
    return Differing(
        extra_percent=form.extra_percent.data,
        extra_minutes=form.extra_minutes.data,
        opens_at=opens_at,
        closes_at=closes_at,
        attempts=form.attempts.data,
        excused=bool(form.excused.data),
        note=form.note.data or "",
    )


def _exception_page(form: ExceptionForm, given: GivenOut, student: Student, now: datetime, minutes: str = "") -> str:
    """Return the page of one student's exception, with the minutes to give that were typed."""
    page = pages.student_page(given, student, now=now) | {"minutes": minutes}
    about: Concerning = {"subject_id": given.assignment.id, "person_id": student.person_id}
    page["who_saved"] = who_met(form, Act.ASSIGNMENT_EXCEPTED, Act.ASSIGNMENT_TIMED, **about)
    return render_template("assignments/edit_exception.html", form=form, **page)


@bp.post("/assignments/<int:assignment_id>/students/<int:person_id>/time")
@instructor_required
def give_time(assignment_id: int, person_id: int) -> ResponseReturnValue:
    """Give one student more minutes, during an attempt too."""
    given = access.open_assignment(assignment_id, to_change=True)
    student = access.open_student(given, person_id)
    typed = request.form.get("minutes", "")
    minutes = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0  # noqa: PLR2004 - digits
    if not 1 <= minutes <= MOST_MINUTES:
        flash(_("Please type how many minutes, from 1 to 600."), "problem")
        return _exception_page(_exception_form(given, student, formdata=None), given, student, utcnow(), typed), 422
    _give_minutes(given.assignment, person_id, minutes)
    return redirect(url_for(".edit_exception", assignment_id=assignment_id, person_id=person_id))


def _give_minutes(assignment: Assignment, person_id: int, minutes: int) -> None:
    try:
        services.give_more_time(db.session(), assignment, person_id, minutes, now=utcnow())
    except services.NothingToProlongError:
        flash(_("Nothing was changed: no attempt of theirs goes on, or ended by itself."), "problem")
        return
    _note(Act.ASSIGNMENT_TIMED, assignment, person_id, minutes=minutes)
    db.session.commit()
    flash(_("%(minutes)d more minutes are given. The student's page learns of it by itself.", minutes=minutes))
