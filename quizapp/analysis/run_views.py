"""Pages of analyses that go on in the background: begun by a button, looked at while they go on and afterwards."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.analysis import access, pages, running
from quizapp.analysis.exporting import csv_of
from quizapp.analysis.running import Wanted
from quizapp.analysis.views import bp
from quizapp.bank.access import seen_questions
from quizapp.bank.roles import BankRole
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.web import background


@bp.post("/statistics/quizzes/<quiz_key>/runs")
@instructor_required
def analyse_quiz(quiz_key: str) -> ResponseReturnValue:
    """Begin to analyse all attempts at a ready-made quiz."""
    quiz = access.open_ready_quiz(quiz_key)
    return _begin("quiz", quiz.key, quiz.title)


@bp.post("/statistics/banks/<key>/runs")
@instructor_required
def analyse_bank(key: str) -> ResponseReturnValue:
    """Begin to analyse all answers to a bank's questions."""
    bank = access.open_bank(key, needs=BankRole.VIEWER)
    return _begin("bank", bank.key, bank.title)


def _begin(kind: str, key: str, title: str) -> ResponseReturnValue:
    chosen, within = access.chosen_class(), seen_questions()
    wanted = Wanted(known_visitor().id, kind, key, title, chosen.id if chosen else None, pages.counted())
    run_id = running.begin_run(db.session(), wanted, now=utcnow()).id
    db.session.commit()
    background.start(lambda: running.work_run_out(db.session(), run_id, within, utcnow))
    flash(_("It has begun. You may leave this page: the result waits here for you."))
    return redirect(url_for(".show_run", run_id=run_id))


@bp.get("/statistics/runs/<int:run_id>")
@instructor_required
def show_run(run_id: int) -> ResponseReturnValue:
    """Show how far an analysis is, or what came of it."""
    run = access.open_run(run_id)
    report = running.kept_report_of(run)
    if report is None:
        broke_off = running.is_silent(run, now=utcnow())
        return render_template("analysis/show_run.html", run=run, broke_off=broke_off)
    page = pages.report_page(report, is_quiz=run.kind == "quiz") | {"is_cut": False}
    return render_template("analysis/show_run.html", run=run, is_quiz=run.kind == "quiz", **page)


@bp.get("/statistics/runs/<int:run_id>/questions.csv")
@instructor_required
def export_run(run_id: int) -> ResponseReturnValue:
    """Hand out the figures of an analysis as CSV."""
    run = access.open_run(run_id)
    report = running.kept_report_of(run)
    headers = {"Content-Disposition": f'attachment; filename="{run.key}-statistics.csv"'}
    return Response(csv_of(report.items if report else ()), mimetype="text/csv", headers=headers)
