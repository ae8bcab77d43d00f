"""Pages of item analysis for instructors: of quizzes, ready-made or given out, of banks, of one question."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required
from quizapp.analysis import access, pages, queries
from quizapp.analysis.exporting import csv_of
from quizapp.analysis.report import Report
from quizapp.bank import queries as bank_queries
from quizapp.bank.access import seen_banks
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.ready import ready_quizzes

bp = Blueprint("analysis", __name__)


@bp.get("/statistics")
@instructor_required
def list_statistics() -> ResponseReturnValue:
    """List the quizzes and banks that there are figures of."""
    session = db.session()
    return render_template(
        "analysis/list_statistics.html",
        quizzes=ready_quizzes(session),
        students=queries.students_by_quiz(session, now=utcnow()),
        banks=bank_queries.bank_rows(session, seen_banks()),
        **pages.rules(),
    )


@bp.get("/statistics/quizzes/<quiz_key>")
@instructor_required
def show_quiz(quiz_key: str) -> ResponseReturnValue:
    """Show the figures of a ready-made quiz and its questions."""
    quiz = access.open_ready_quiz(quiz_key)
    page = pages.report_page(pages.report_of_quiz(quiz), is_quiz=True)
    return render_template("analysis/show_quiz.html", quiz=quiz, of_quiz={"quiz": quiz.key}, **page)


@bp.get("/statistics/quizzes/<quiz_key>/questions.csv")
@instructor_required
def export_quiz(quiz_key: str) -> ResponseReturnValue:
    """Hand out the figures of a ready-made quiz's questions as CSV."""
    quiz = access.open_ready_quiz(quiz_key)
    return _file(pages.report_of_quiz(quiz), quiz.key)


@bp.get("/statistics/assignments/<int:assignment_id>")
@instructor_required
def show_assignment(assignment_id: int) -> ResponseReturnValue:
    """Show the figures of a quiz that was given out to a class, and its questions."""
    given = access.open_given_quiz(assignment_id)
    page = pages.report_page(pages.report_of_assignment(given.assignment), is_quiz=True)
    return render_template("analysis/show_assignment.html", given=given, of_quiz={"assignment": assignment_id}, **page)


@bp.get("/statistics/assignments/<int:assignment_id>/questions.csv")
@instructor_required
def export_assignment(assignment_id: int) -> ResponseReturnValue:
    """Hand out the figures of the questions of what was given out to a class as CSV."""
    given = access.open_given_quiz(assignment_id)
    return _file(pages.report_of_assignment(given.assignment), f"assignment-{assignment_id}")


@bp.get("/statistics/banks/<key>")
@instructor_required
def show_bank(key: str) -> ResponseReturnValue:
    """Show the figures of a bank's questions, in whatever quiz they were practised."""
    bank = access.open_bank(key)
    page = pages.report_page(pages.report_of_bank(bank), is_quiz=False)
    return render_template("analysis/show_bank.html", bank=bank, **page)


@bp.get("/statistics/banks/<key>/questions.csv")
@instructor_required
def export_bank(key: str) -> ResponseReturnValue:
    """Hand out the figures of a bank's questions as CSV."""
    bank = access.open_bank(key)
    return _file(pages.report_of_bank(bank), bank.key)


@bp.get("/statistics/questions/<int:question_id>")
@instructor_required
def show_question(question_id: int) -> ResponseReturnValue:
    """Show the figures of a question, who chose which option, and how its versions did."""
    question = access.open_question(question_id)
    since = pages.unsettled_since(question)
    shown = {"report": pages.report_of_question(question), "came_from": pages.came_from()}
    return render_template("analysis/show_question.html", question=question, since=since, **shown, **pages.rules())


def _file(report: Report, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}-statistics.csv"'}
    return Response(csv_of(report.items), mimetype="text/csv", headers=headers)
