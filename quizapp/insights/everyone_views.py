"""For instructors: how well everyone's recall is predicted, by which weights, and the fits there were."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required
from quizapp.db import db
from quizapp.insights.everyone import FEWEST_LEARNERS, everyone
from quizapp.insights.views import bp
from quizapp.memory.access import rules_of_app
from quizapp.memory.fits import Outcome
from quizapp.scheduling.fitting import INSTALL
from quizapp.scheduling.trial import FEWEST_REVIEWS


@bp.get("/progress/everyone")
@instructor_required
def show_everyone() -> ResponseReturnValue:
    """Show how well everyone's recall is predicted, and offer to fit the weights."""
    shown = everyone(db.session(), rules_of_app(current_app))
    bounds = {"fewest_learners": FEWEST_LEARNERS, "fewest_reviews": FEWEST_REVIEWS, "install": INSTALL}
    return render_template("insights/show_everyone.html", everyone=shown, outcomes=Outcome, **bounds)
