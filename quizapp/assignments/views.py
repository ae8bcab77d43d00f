"""Pages where a class's teachers give out assignments, change them, and see who has done them."""

from __future__ import annotations

from datetime import datetime
from secrets import randbits
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action, who_met
from quizapp.assignments import access, filling, pages, references, services, wording
from quizapp.assignments.access import GivenOut
from quizapp.assignments.filling import Filling
from quizapp.assignments.finding import read_query
from quizapp.assignments.forms import FIXED, AssignmentForm, QuizForm
from quizapp.assignments.models import Assignment, Kind
from quizapp.audit.models import Act
from quizapp.bank.access import seen_questions
from quizapp.bank.models import Question
from quizapp.classroom.access import open_class
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.ready import ready_quizzes
from quizapp.search.query import quoted
from quizapp.web.headers import keep_no_reply
from quizapp.web.meeting import state_of

bp = Blueprint("assignments", __name__)
SEED_BITS = 31
_NAMES = wording.kind_names, wording.state_names, wording.phase_names
for _function in (*_NAMES, wording.progress_said, wording.memory_hidden):
    bp.add_app_template_global(_function, f"assignment_{_function.__name__}")
bp.add_app_template_global(pages.assignment_of_attempt, "assignment_of_attempt")
bp.add_app_template_filter(wording.local_moment, "moment_in")
bp.add_app_template_filter(wording.local_time, "time_in")
bp.add_app_template_filter(ZoneInfo, "zone")
bp.add_app_template_filter(quoted, "quoted")


@bp.app_template_filter("near_in")
def said_as_near(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment by the clock of a class, seen from now."""
    return wording.near_moment(moment, zone, now=utcnow())


@bp.get("/classes/<int:class_id>/assignments")
@instructor_required
def list_assignments(class_id: int) -> ResponseReturnValue:
    """List what a class was given."""
    return render_template("assignments/list_assignments.html", **pages.list_page(open_class(class_id), now=utcnow()))


@bp.route("/classes/<int:class_id>/assignments/new", methods=["GET", "POST"])
@instructor_required
def create_assignment(class_id: int) -> ResponseReturnValue:
    """Give something out to a class, on one page."""
    school_class, now = open_class(class_id, to_change=True), utcnow()
    zone, kind = ZoneInfo(school_class.time_zone), request.args.get("kind", Kind.QUIZ.value)
    if kind not in set(Kind):
        abort(404)
    form = _form(kind, filling.new_values(kind, zone, now))
    given = filling.read_form(form, kind, Filling(db.session(), zone, now, seen_questions())) if _is_saved() else None
    if given is None:
        return _form_page(form, kind, school_class, now=now)
    more: dict[str, Any] = {"by_id": known_visitor().id, "seed": randbits(SEED_BITS), "now": now}
    made = services.create_assignment(db.session(), class_id, given, **more)
    note_action(Act.ASSIGNMENT_MADE, class_id=class_id, subject_id=made.id)
    db.session.commit()
    return _saved(made, _("It is given out. This is who has done it."))


@bp.route("/assignments/<int:assignment_id>/edit", methods=["GET", "POST"])
@instructor_required
def edit_assignment(assignment_id: int) -> ResponseReturnValue:
    """Change an assignment; attempts that go on follow its dates."""
    found, now = access.open_assignment(assignment_id, to_change=True), utcnow()
    assignment = found.assignment
    kept = filling.kept_values(db.session(), assignment, found.zone)
    form = _form(assignment.kind, kept | {"seen_state": state_of(kept)})
    within = sa.or_(seen_questions(), Question.id.in_(assignment.settings.get("questions", ())))
    reading = Filling(db.session(), found.zone, now, within, is_new=False)
    given = filling.read_form(form, assignment.kind, reading) if _is_saved() else None
    if given is None:
        return _form_page(form, assignment.kind, found.school_class, assignment, now=now)
    services.change_assignment(db.session(), assignment, given, now=now)
    note_action(Act.ASSIGNMENT_CHANGED, class_id=assignment.class_id, subject_id=assignment.id)
    db.session.commit()
    return _saved(assignment, _("It is changed. Attempts that go on keep their questions, and follow the new dates."))


def _form(kind: str, values: dict[str, Any]) -> AssignmentForm:
    form = filling.FORMS[kind](data=values)
    if isinstance(form, QuizForm):
        form.offer([(quiz.key, quiz.title) for quiz in ready_quizzes(db.session())])
    return form


def _is_saved() -> bool:
    """Say whether the form was sent to be kept, not only to look for questions.

    Enter in any of its fields presses its first button, the one that looks, even where that is hidden.
    """
    return request.method == "POST" and not _is_looking()


def _is_looking() -> bool:
    asked = request.form.get("find") or request.form.getlist("add") or request.form.get("source") == FIXED
    return "look" in request.form and bool(asked)


def _form_page(
    form: AssignmentForm, kind: str, school_class: SchoolClass, assignment: Assignment | None = None, *, now: datetime
) -> ResponseReturnValue:
    shown: dict[str, Any] = {"form": form, "kind": kind, "school_class": school_class, "assignment": assignment}
    if isinstance(form, QuizForm):
        shown |= {"sent": filling.sent_cells(), **_found(form, now)}
    if kind != Kind.READING:
        shown |= {"cells": references.counts_of_cells(db.session())}
    else:
        kept = assignment.settings["passages"] if assignment and request.method == "GET" else []
        shown |= {"passages": references.passages_by_source(db.session())}
        shown |= {"chosen": [*request.form.getlist("passages"), *kept], "whole": request.form.getlist("sources")}
    if assignment:
        acts = (Act.ASSIGNMENT_CHANGED, Act.ASSIGNMENT_CLOSED, Act.ASSIGNMENT_REOPENED)
        shown["who_saved"] = who_met(form, *acts, subject_id=assignment.id)
    failed = _is_saved()
    return render_template("assignments/edit_assignment.html", **shown), 422 if failed else 200


def _found(form: QuizForm, now: datetime) -> dict[str, Any]:
    """Return what was found to add to the list, and put what was ticked into it."""
    if not _is_looking():
        return {"found": None, "findings": ()}
    ticked = request.form.getlist("add")
    lines = [*(form.questions.data or "").splitlines(), *ticked]
    form.questions.data = "\n".join(dict.fromkeys(line.strip() for line in lines if line.strip()))
    form.source.data = FIXED
    asked = form.find.data or ""
    findings = read_query(db.session(), asked).findings
    found = references.find_to_add(db.session(), asked, seen_questions(), now=now)
    return {"found": found, "findings": findings}


def _saved(assignment: Assignment, sentence: str) -> ResponseReturnValue:
    flash(sentence)
    if assignment.kind == Kind.QUIZ:
        given = GivenOut(assignment, open_class(assignment.class_id))
        missing = pages.preview_page(given, 1, now=utcnow())["missing"]
        if missing > 0:
            flash(
                _("The banks hold too few questions for its rules just now: %(number)d are missing.", number=missing),
                "problem",
            )
    return redirect(url_for(".show_assignment", assignment_id=assignment.id))


@bp.get("/assignments/<int:assignment_id>/students")
@instructor_required
def show_assignment(assignment_id: int) -> ResponseReturnValue:
    """Show an assignment to its teachers: who has done it, and what can be done."""
    page = pages.assignment_page(access.open_assignment(assignment_id), now=utcnow())
    keep_no_reply()
    return render_template("assignments/show_assignment.html", **page)


@bp.get("/assignments/<int:assignment_id>/preview")
@instructor_required
def preview_assignment(assignment_id: int) -> ResponseReturnValue:
    """Show a quiz as a student gets it; nothing is kept."""
    given = access.open_assignment(assignment_id)
    if given.assignment.kind != Kind.QUIZ:
        return redirect(url_for(".show_assignment", assignment_id=assignment_id))
    typed = request.args.get("student", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1  # noqa: PLR2004 - digits
    page = pages.preview_page(given, number, now=utcnow())
    return render_template("assignments/preview_assignment.html", **page)
