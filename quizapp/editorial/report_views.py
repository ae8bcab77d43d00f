"""Pages of reports: a student says that a question is wrong, and reads what came of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import visitor
from quizapp.bank.asked import asked_version
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.editorial import pages, report_queries, reports
from quizapp.editorial.forms import ReportForm
from quizapp.editorial.reports import NotDueError, ReportedError, TooManyReportsError
from quizapp.editorial.views import bp
from quizapp.quizzes.access import open_slot
from quizapp.quizzes.queries import OpenSlot


@bp.route("/attempts/<int:attempt_id>/questions/<int:position>/report", methods=["GET", "POST"])
def report_question(attempt_id: int, position: int) -> ResponseReturnValue:
    """Let a student say that a question is wrong, once they have seen its feedback."""
    slot, form = open_slot(attempt_id, position), ReportForm()
    if not slot.shows_feedback:
        flash(_("A question is reported from its feedback: answer it first."))
        return _back(slot)
    if not form.validate_on_submit():
        report = report_queries.report_of_slot(db.session(), slot.id)
        title = asked_version(db.session(), slot.version_id).content.title
        page = render_template("editorial/report_question.html", slot=slot, form=form, report=report, title=title)
        return page, 422 if form.errors else 200
    return _keep(slot, form)


def _keep(slot: OpenSlot, form: ReportForm) -> ResponseReturnValue:
    try:
        reports.report_question(db.session(), slot, form.complaint(), now=utcnow())
    except (NotDueError, ReportedError):
        flash(_("You have reported this question already; your report is read."))
    except TooManyReportsError:
        flash(_("You have reported very much today, and all of it is read. Please go on tomorrow."))
    else:
        flash(_("Thank you: your report is read by whoever looks after this question. The answer will stand here."))
    db.session.commit()
    return _back(slot)


def _back(slot: OpenSlot) -> ResponseReturnValue:
    return redirect(url_for("quizzes.show_slot", attempt_id=slot.attempt_id, position=slot.position))


@bp.get("/reports/mine")
def list_own_reports() -> ResponseReturnValue:
    """List what this learner has reported, with what came of it."""
    person = visitor()
    return render_template("editorial/list_own_reports.html", reports=pages.own_reports(person) if person else [])
