"""Pages where a student sees what they were given, sits down to a quiz, and marks what they have read."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor
from quizapp.assignments import access, guessing, pages, sitting, wording
from quizapp.assignments.access import GivenOut
from quizapp.assignments.counting import Outcome
from quizapp.assignments.deadlines import Phase
from quizapp.assignments.models import Kind
from quizapp.assignments.sitting import (
    Beginning,
    NoQuestionsLeftError,
    NotOpenError,
    NoTriesLeftError,
    Planned,
    WrongPasswordError,
)
from quizapp.assignments.views import bp
from quizapp.classroom.access import open_own_class
from quizapp.clock import utcnow
from quizapp.db import db, looking_first
from quizapp.web.events import submitted_event_id

LONGEST_FIGURE = 6


@bp.get("/classes/<int:class_id>/tasks")
def list_tasks(class_id: int) -> ResponseReturnValue:
    """List what somebody has to do for a class, with what is due first."""
    return render_template("assignments/list_tasks.html", **pages.tasks_page(open_own_class(class_id), now=utcnow()))


@bp.get("/assignments/<int:assignment_id>")
def show_task(assignment_id: int) -> ResponseReturnValue:
    """Show an assignment to a student: what is asked, until when, what counts, and how to begin."""
    access.lead_teacher(assignment_id)
    page = pages.task_page(access.open_task(assignment_id), now=utcnow())
    return render_template("assignments/show_task.html", **page)


@bp.post("/assignments/<int:assignment_id>/start")
def start_task(assignment_id: int) -> ResponseReturnValue:
    """Let a student sit down to a quiz, or go on with it."""
    back, now = redirect(url_for(".show_task", assignment_id=assignment_id)), utcnow()
    with looking_first(db.session()):  # drawing takes its time, and a whole class begins at once
        given = access.open_task(assignment_id)
        if given.assignment.kind != Kind.QUIZ:
            return back
        try:
            planned = _planned(given, Beginning(submitted_event_id(), request.form.get("password", "")), now)
        except REFUSALS as error:
            flash(_why_not(error, given, now), "problem")
            return back
    if isinstance(planned, int):
        return redirect(url_for("quizzes.show_attempt", attempt_id=planned))
    attempt_id = sitting.start_sitting(db.session(), given.assignment, planned, now=now)
    db.session.commit()
    return redirect(url_for("quizzes.show_attempt", attempt_id=attempt_id))


class ArchivedError(Exception):
    """Nothing new is begun in a class that is archived."""


class TooManyGuessesError(Exception):
    """Too many wrong passwords were sent within a few minutes."""


REFUSALS = (
    ArchivedError, NotOpenError, NoTriesLeftError, WrongPasswordError, TooManyGuessesError, NoQuestionsLeftError,
)  # fmt: skip


def _planned(given: GivenOut, beginning: Beginning, now: datetime) -> Planned | int:
    outcome = pages.own_outcome(given, now=now)
    if outcome.running is None and given.school_class.archived_at is not None:
        raise ArchivedError
    if outcome.running is None and beginning.password and not guessing.may_guess(given.assignment.id):
        raise TooManyGuessesError
    try:
        return sitting.plan_sitting(db.session(), given.assignment, outcome, beginning, now=now)
    except WrongPasswordError:
        guessing.note_wrong_guess(given.assignment.id)
        raise


def _why_not(error: Exception, given: GivenOut, now: datetime) -> str:
    if isinstance(error, NotOpenError):
        return _why_closed(error, given, pages.own_outcome(given, now=now))
    if isinstance(error, ArchivedError):
        return str(_("This class is archived: nothing new is begun in it."))
    if isinstance(error, NoTriesLeftError):
        return str(_("You have had all your attempts at this."))
    if isinstance(error, TooManyGuessesError):
        return str(_("Too many wrong passwords. Ask your teacher for it, and try again in ten minutes."))
    if isinstance(error, WrongPasswordError):
        return str(_("That is not the password. Your teacher says it in the room."))
    return str(_("There is no question to ask just now. Please tell your teacher."))


def _why_closed(error: NotOpenError, given: GivenOut, outcome: Outcome) -> str:
    if error.phase == Phase.COMING:
        opens = wording.local_moment(outcome.allowed.opens_at, given.zone)
        return str(_("This is not open yet. It opens on %(moment)s.", moment=opens))
    closed = wording.local_moment(outcome.allowed.ends_at, given.zone)
    return str(_("This closed on %(moment)s.", moment=closed))


@bp.post("/assignments/<int:assignment_id>/read")
def mark_passage(assignment_id: int) -> ResponseReturnValue:
    """Mark a passage of a reading as read, or take that back."""
    given, now, person_id = access.open_task(assignment_id), utcnow(), known_visitor().id
    back = redirect(url_for(".show_task", assignment_id=assignment_id))
    if given.assignment.kind != Kind.READING:
        return back
    is_archived = given.school_class.archived_at is not None
    if is_archived or pages.own_outcome(given, now=now).allowed.phase(now) in {Phase.COMING, Phase.CLOSED}:
        flash(_("This reading is not open: nothing was marked."), "problem")
        return back
    passage, typed = request.form.get("passage", ""), request.form.get("seconds", "")
    if "unread" in request.form:
        sitting.unmark_read(db.session(), given.assignment, person_id, passage)
    else:
        is_figure = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_FIGURE
        seconds = int(typed) if is_figure else 0
        sitting.mark_read(db.session(), given.assignment, person_id, passage, seconds=seconds, now=now)
    db.session.commit()
    return redirect(url_for(".show_task", assignment_id=assignment_id, _anchor="passages"))
