"""How a class and each of its students forget, on any day, and how good such forecasts of it were."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required
from quizapp.db import db
from quizapp.forecasts import access, words
from quizapp.forecasts.calibration import calibration_of
from quizapp.forecasts.pages import class_page
from quizapp.forecasts.views import bp
from quizapp.memory.access import rules_of_app
from quizapp.scheduling.summing import FEWEST_ANSWERS


@bp.get("/classes/<int:class_id>/insight/forecast")
@instructor_required
def show_forecast(class_id: int) -> ResponseReturnValue:
    """Show how a class forgets each topic, and how well that was predicted so far."""
    page = class_page(class_id)
    calibration = calibration_of(db.session(), rules_of_app(current_app), page.learners.ids)
    return render_template(
        "forecasts/show_forecast.html",
        page=page,
        forecast=page.forecast_of(page.learners),
        calibration=calibration,
        fewest=FEWEST_ANSWERS,
    )


@bp.get("/classes/<int:class_id>/insight/students/<int:person_id>")
@instructor_required
def show_student(class_id: int, person_id: int) -> ResponseReturnValue:
    """Show a teacher how one of their students forgets each topic, and why they may need help."""
    page = class_page(class_id)
    student = access.open_student(page.students, person_id)
    need = next((need for one, need in page.needs if one.person_id == person_id), None)
    return render_template(
        "forecasts/show_student.html",
        page=page,
        student=student,
        need=need,
        sentence=words.sentence,
        forecast=page.forecast_of(page.learners.only(student.person_id)),
    )
