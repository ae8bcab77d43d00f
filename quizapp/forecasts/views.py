"""Pages of what a class remembers, for its teachers: the look at all of it, and students by topics."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required
from quizapp.forecasts import access, words
from quizapp.forecasts.exporting import csv_of
from quizapp.forecasts.pages import class_page
from quizapp.psychometrics import needs

bp = Blueprint("forecasts", __name__)
bp.add_app_template_global(access.teaches_class)


@bp.get("/classes/<int:class_id>/insight")
@instructor_required
def show_insight(class_id: int) -> ResponseReturnValue:
    """Show what a class is about to forget, and who needs help."""
    page = class_page(class_id)
    return render_template("forecasts/show_insight.html", page=page, sentence=words.sentence, rules=needs)


@bp.get("/classes/<int:class_id>/insight/topics")
@instructor_required
def show_topics(class_id: int) -> ResponseReturnValue:
    """Show how much each student is expected to recall of each topic."""
    return render_template("forecasts/show_topics.html", page=class_page(class_id), rules=needs)


@bp.get("/classes/<int:class_id>/insight/topics.csv")
@instructor_required
def export_topics(class_id: int) -> ResponseReturnValue:
    """Hand out the table of students and topics as CSV."""
    page = class_page(class_id)
    headers = {"Content-Disposition": f'attachment; filename="class-{class_id}-topics.csv"'}
    return Response(csv_of(page.mastery), mimetype="text/csv", headers=headers)
