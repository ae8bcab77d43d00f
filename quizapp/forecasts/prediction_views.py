"""How well a class's recall is predicted, by which weights, and the fits that its teachers had made."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.classroom.fitting import fits_of_class, following_of_class, reviews_of_class
from quizapp.db import db
from quizapp.forecasts.calibration import calibration_of
from quizapp.forecasts.pages import class_page
from quizapp.forecasts.views import bp
from quizapp.insights.everyone import FEWEST_LEARNERS, WORKED_OUT_AT_ONCE, tried_fits
from quizapp.insights.pages import prediction_of
from quizapp.memory.access import rules_of_app
from quizapp.memory.fits import Outcome, fit_running
from quizapp.scheduling.fitting import INSTALL, optimiser_is_there
from quizapp.scheduling.summing import FEWEST_ANSWERS
from quizapp.scheduling.trial import FEWEST_REVIEWS


@bp.get("/classes/<int:class_id>/insight/prediction")
@instructor_required
def show_prediction(class_id: int) -> ResponseReturnValue:
    """Show how well a class is predicted, and offer to fit the weights to it."""
    page, session = class_page(class_id), db.session()
    calibration = calibration_of(session, rules_of_app(current_app), page.learners.ids, WORKED_OUT_AT_ONCE)
    return render_template(
        "forecasts/show_prediction.html",
        page=page,
        calibration=calibration,
        prediction=prediction_of(calibration.summary),
        reviews=reviews_of_class(session, class_id, known_visitor().id),
        following=following_of_class(session, class_id, known_visitor().id),
        running=fit_running(session),
        tried=tried_fits(session, fits_of_class(session, class_id)),
        optimiser=optimiser_is_there(),
        **_BOUNDS,
    )


_BOUNDS = {
    "fewest": FEWEST_ANSWERS,
    "fewest_reviews": FEWEST_REVIEWS,
    "fewest_learners": FEWEST_LEARNERS,
    "install": INSTALL,
    "outcomes": Outcome,
}
