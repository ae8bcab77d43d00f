"""Buttons of a class's teachers: fit the weights that its students' memories follow, and take them back.

Each answers at once; the work goes on in the background, and the page of the class's predictions says how far it is.
"""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.classroom import access
from quizapp.classroom.fitting import TooFewReviewsError, begin_class_fit
from quizapp.classroom.views import bp
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory import background, fits
from quizapp.memory.fitting_job import Wish, make_fits
from quizapp.memory.views import settle
from quizapp.scheduling.fitting import INSTALL, optimiser_is_there
from quizapp.scheduling.trial import FEWEST_REVIEWS


@bp.post("/classes/<int:class_id>/fits")
@instructor_required
def begin_fit(class_id: int) -> ResponseReturnValue:
    """Begin to fit weights to the answers of a class."""
    access.open_class_of_teacher(class_id)
    if not optimiser_is_there():
        flash(
            _("Fitting weights needs SciPy: whoever runs this site installs it with “%(command)s”.", command=INSTALL),
            "problem",
        )
        return _page(class_id)
    wish = Wish(known_visitor().id, each_learner=False)
    try:
        fit_id = begin_class_fit(db.session(), class_id, by_id=known_visitor().id, now=utcnow()).id
    except (TooFewReviewsError, fits.FitRunningError) as error:
        return _refused(class_id, error)
    note_action(Act.CLASS_FIT_BEGUN, class_id=class_id)
    db.session.commit()
    background.begin(lambda session, rules: make_fits(session, rules, fit_id, wish, utcnow))
    flash(_("The fit has begun. It takes some seconds; you may leave this page."))
    return _page(class_id)


def _refused(class_id: int, error: Exception) -> ResponseReturnValue:
    if isinstance(error, TooFewReviewsError):
        flash(_("Nothing is tried below %(num)d reviews of the class.", num=FEWEST_REVIEWS), "problem")
    else:
        flash(_("A fit is being made already."), "problem")
    return _page(class_id)


@bp.post("/classes/<int:class_id>/fits/<int:fit_id>/revert")
@instructor_required
def revert_fit(class_id: int, fit_id: int) -> ResponseReturnValue:
    """Take a fit of a class back."""
    fit = access.open_fit_of_class(access.open_class_of_teacher(class_id), fit_id)
    try:
        fits.revert_fit(db.session(), fit, by_id=known_visitor().id, now=utcnow())
    except fits.NotInForceError:
        flash(_("It was not adopted, or was taken back before."), "problem")
        return _page(class_id)
    note_action(Act.CLASS_FIT_REVERTED, class_id=class_id)
    db.session.commit()
    background.begin(settle)
    flash(_("Taken back: memories follow the weights that were in force before."))
    return _page(class_id)


def _page(class_id: int) -> ResponseReturnValue:
    return redirect(url_for("forecasts.show_prediction", class_id=class_id))
