"""What a class gets wrong, and how long it practised."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required
from quizapp.analysis.access import banks_edited
from quizapp.bank.queries import source_titles
from quizapp.db import db
from quizapp.forecasts import first_answers, time_on_task, wrong_ideas
from quizapp.forecasts.pages import class_page, time_chart
from quizapp.forecasts.views import bp


@bp.get("/classes/<int:class_id>/insight/wrong-ideas")
@instructor_required
def show_wrong_ideas(class_id: int) -> ResponseReturnValue:
    """Show which wrong answers several students of a class gave first, and which passage helps."""
    page, session = class_page(class_id), db.session()
    found = page.wrong_ideas
    return render_template(
        "forecasts/show_wrong_ideas.html",
        page=page,
        found=found,
        citations=first_answers.citations_of(session, [one.version.question_id for one in found]),
        source_titles=source_titles(session),
        edited=banks_edited(),
        rules=wrong_ideas,
    )


@bp.get("/classes/<int:class_id>/insight/time")
@instructor_required
def show_time(class_id: int) -> ResponseReturnValue:
    """Show how long each student of a class practised in the last weeks."""
    page = class_page(class_id)
    weeks, rows = page.time_on_task()
    return render_template(
        "forecasts/show_time.html",
        page=page,
        weeks=weeks,
        rows=list(zip(page.students, rows, strict=True)),
        chart=time_chart(weeks, rows),
        middle=time_on_task.middle_of(rows),
        rules=time_on_task,
    )
