"""Pages on which teachers decide: about one mark, about the rules of a class's grades, about a question."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import last_saved, note_action
from quizapp.assignments.models import Assignment
from quizapp.assignments.queries import assignments_of_class
from quizapp.audit.models import Act
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook import access, pages, queries, services
from quizapp.gradebook.forms import DecisionForm, RulesForm, read_rows
from quizapp.gradebook.models import DecisionKind
from quizapp.gradebook.queries import Decided, DecidedGrade
from quizapp.gradebook.services import Decision, ImpossibleValueError, ReasonMissingError
from quizapp.gradebook.views import bp

_DECIDED_MEANWHILE = _l(
    "Nothing is kept yet: it was decided about meanwhile. “What was decided” says how and by whom; "
    "press again, and yours holds."
)
_MARK = "/classes/<int:class_id>/gradebook/students/<int:person_id>/assignments/<int:assignment_id>"


@bp.post(f"{_MARK}/<decision>")
@instructor_required
def decide_mark(class_id: int, person_id: int, assignment_id: int, decision: str) -> ResponseReturnValue:
    """Keep what a teacher decides about a mark, or take it back."""
    school_class, kind = access.open_class(class_id, to_change=True), access.open_decision(decision)
    assignment, row = access.open_assignment(school_class, assignment_id), access.open_student(school_class, person_id)
    form, takes_back = DecisionForm(), request.form.get("takes_back") == "1"
    problem = _decide(form, assignment, person_id, kind, takes_back)
    if problem:
        form.form_errors.append(problem)
        page = pages.mark_page(school_class, assignment, row, None)
        return render_template("gradebook/show_mark.html", form=form, sent_kind=kind, **page), 422
    db.session.commit()
    flash(_("Taken back.") if takes_back else _("Kept."))
    return redirect(url_for(".show_mark", class_id=class_id, person_id=person_id, assignment_id=assignment_id))


def _decide(form: DecisionForm, assignment: Assignment, person_id: int, kind: DecisionKind, takes_back: bool) -> str:
    """Keep a decision; what is wrong with it is returned, and nothing kept then."""
    decision = form.decision(kind, known_visitor().id, takes_back=takes_back)
    history = queries.history_of(db.session(), [assignment.id], person_id)
    if refusal := _refusal(form, decision, [one for one in history if one.kind == kind]):
        return refusal
    try:
        services.decide_mark(db.session(), assignment, person_id, decision, now=utcnow())
    except ImpossibleValueError:
        if kind == DecisionKind.LATE:
            return str(_("Please type a percentage from 0 to 100."))
        return str(_("Please type points as a number from 0 to 100,000, such as 7.5."))
    except ReasonMissingError:
        if kind == DecisionKind.COMMENT:
            return str(_("Please write the comment."))
        return str(_("Please give the reason: the student reads it beside the mark."))
    return ""


def _refusal(form: DecisionForm, decision: Decision, earlier: Sequence[Decided | DecidedGrade]) -> str:
    """Return why a decision is not kept as it was sent: what is wrong with it, or what its page did not show."""
    if not form.validate():
        return str(next(iter(form.errors.values()))[0])
    return str(_DECIDED_MEANWHILE) if form.meets_another(decision, earlier) else ""


@bp.post("/classes/<int:class_id>/gradebook/students/<int:person_id>/grade")
@instructor_required
def decide_grade(class_id: int, person_id: int) -> ResponseReturnValue:
    """Keep a grade of the course that a teacher sets by hand, or take it back."""
    school_class = access.open_class(class_id, to_change=True)
    row, takes_back = access.open_student(school_class, person_id), request.form.get("takes_back") == "1"
    form = DecisionForm()
    problem = _decide_grade(form, class_id, person_id, takes_back)
    if problem:
        form.form_errors.append(problem)
        page = pages.student_page(school_class, row)
        return render_template("gradebook/show_student_marks.html", form=form, **page), 422
    db.session.commit()
    flash(_("Taken back.") if takes_back else _("Kept."))
    return redirect(url_for(".show_student_marks", class_id=class_id, person_id=person_id))


def _decide_grade(form: DecisionForm, class_id: int, person_id: int, takes_back: bool) -> str:
    """Keep a grade; what is wrong with it is returned, and nothing kept then."""
    decision = form.decision(DecisionKind.OVERRIDE, known_visitor().id, takes_back=takes_back)
    if refusal := _refusal(form, decision, queries.grades_decided(db.session(), class_id, person_id)):
        return refusal
    try:
        services.decide_grade(db.session(), class_id, person_id, decision, now=utcnow())
    except ImpossibleValueError:
        return str(_("Please type a percentage from 0 to 200."))
    except ReasonMissingError:
        return str(_("Please give the reason: the student reads it beside the grade."))
    return ""


@bp.route("/classes/<int:class_id>/gradebook/rules", methods=["GET", "POST"])
@instructor_required
def edit_gradebook(class_id: int) -> ResponseReturnValue:
    """Show or keep by which rules a class's grades come about."""
    school_class = access.open_class(class_id, to_change=True)
    assignments = assignments_of_class(db.session(), class_id)
    if request.method != "POST":
        return render_template("gradebook/edit_gradebook.html", **pages.rules_page(school_class, assignments))
    form = RulesForm(request.form, assignments, rows=read_rows(request.form.get("rows", "")))
    rules, categories, items = form.rules(), form.categories(), form.items()
    is_met = not form.errors and pages.rules_meet_others(form, class_id, (rules, categories, items))
    if form.errors or is_met:
        page = pages.rules_page_again(school_class, form, rules, items)
        page |= {"is_met": is_met, "who_saved": last_saved(Act.GRADEBOOK_CHANGED, class_id=class_id) if is_met else ""}
        return render_template("gradebook/edit_gradebook.html", **page), 422
    services.set_rules(db.session(), class_id, rules)
    services.set_categories(db.session(), class_id, categories)
    services.set_items(db.session(), assignments, items, now=utcnow())
    note_action(Act.GRADEBOOK_CHANGED, class_id=class_id)
    db.session.commit()
    flash(_("Kept. All grades follow these rules now."))
    return redirect(url_for(".show_gradebook", class_id=class_id))
