"""Pages that treat a class alike in one question: full marks, or that it counts no more; seen before it is done."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank.asked import asked_version
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook import access, queries
from quizapp.gradebook.views import bp
from quizapp.quizzes.regrades import regrading
from quizapp.quizzes.regrades.certainty import told_by_certainty
from quizapp.quizzes.regrades.for_all import plan_for_all
from quizapp.quizzes.regrades.plan import RegradePlan, Rule
from quizapp.quizzes.regrades.records import PAGE, count_regrades_of_class, regrades_of_class
from quizapp.quizzes.regrades.regrading import AlreadyUndoneError, Decision, LaterRegradeError
from quizapp.web.paging import Part, page_asked

LONGEST_REASON = 300
_QUESTION = "/classes/<int:class_id>/gradebook/questions/<int:question_id>/<rule>"


@bp.get(_QUESTION)
@instructor_required
def preview_regrade(class_id: int, question_id: int, rule: str) -> ResponseReturnValue:
    """Show what treating a class alike in a question would change for each student."""
    school_class = access.open_class(class_id, to_change=True)
    plan = _plan(school_class, question_id, access.open_rule(rule))
    return render_template("gradebook/preview_regrade.html", **_page(school_class, question_id, plan))


@bp.post(_QUESTION)
@instructor_required
def regrade_class(class_id: int, question_id: int, rule: str) -> ResponseReturnValue:
    """Treat a class alike in a question, and keep a record."""
    school_class = access.open_class(class_id, to_change=True)
    plan = _plan(school_class, question_id, access.open_rule(rule))
    reason = " ".join(request.form.get("reason", "").replace("\0", "").split())[:LONGEST_REASON]
    decision = Decision(known_visitor().id, reason, class_id)
    regrade = regrading.regrade_answers(db.session(), question_id, plan, decision, now=utcnow())
    db.session.commit()
    flash(_("Done for the class. It can be taken back here.") if regrade else _("There was nothing to change."))
    return redirect(url_for(".list_regrades", class_id=class_id))


def _plan(school_class: SchoolClass, question_id: int, rule: Rule) -> RegradePlan:
    if not queries.was_asked(db.session(), school_class.id, question_id):
        abort(404)
    return plan_for_all(db.session(), question_id, rule, queries.attempts_of_class(school_class.id))


def _page(school_class: SchoolClass, question_id: int, plan: RegradePlan) -> dict[str, Any]:
    names = {row.person_id: row.name for row in queries.rows_of_class(db.session(), school_class.id)}
    told, sure = told_by_certainty(db.session(), plan.changes if plan.rule is Rule.DROP else plan.differing)
    return {
        "school_class": school_class,
        "question_id": question_id,
        "version": asked_version(db.session(), plan.version_id),
        "plan": plan,
        "changes": told,
        "sure": sure,
        "names": names,
        "titles": queries.titles_of_attempts(db.session(), [change.attempt_id for change in plan.changes]),
        "rules": Rule,
    }


@bp.get("/classes/<int:class_id>/gradebook/regrades")
@instructor_required
def list_regrades(class_id: int) -> ResponseReturnValue:
    """List how the class was treated alike, with the way back."""
    school_class, attempts = access.open_class(class_id), queries.attempts_of_class(class_id)
    part = Part.near(page_asked(request.args), count_regrades_of_class(db.session(), class_id, attempts), PAGE)
    rows = regrades_of_class(db.session(), class_id, attempts, part.first)
    versions = {row.regrade.id: asked_version(db.session(), row.regrade.version_id) for row in rows}
    shown = {"rows": rows, "part": part, "versions": versions, "rules": Rule}
    return render_template("gradebook/list_regrades.html", school_class=school_class, **shown)


@bp.post("/classes/<int:class_id>/gradebook/regrades/<int:regrade_id>/undo")
@instructor_required
def undo_regrade(class_id: int, regrade_id: int) -> ResponseReturnValue:
    """Take back that the class was treated alike."""
    school_class = access.open_class(class_id, to_change=True)
    regrade = access.open_regrade(school_class, regrade_id)
    try:
        regrading.undo_regrade(db.session(), regrade, person_id=known_visitor().id, now=utcnow())
    except AlreadyUndoneError:
        flash(_("It was taken back before."), "problem")
    except LaterRegradeError:
        flash(_("A later regrade of this question stands: take that one back first."), "problem")
    else:
        flash(_("Taken back: all scores are as before."))
    db.session.commit()
    return redirect(url_for(".list_regrades", class_id=class_id))
