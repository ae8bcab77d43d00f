"""Buttons of instructors: fit the weights that memories follow, take them back, judge the predictions anew.

Each answers at once; the work goes on in the background, and the page of predictions says how far it is.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory import background, fits
from quizapp.memory.access import open_fit
from quizapp.memory.fitting_job import Wish, judge_everybody, make_fits, settle_everybody
from quizapp.scheduling.fitting import INSTALL, optimiser_is_there
from quizapp.scheduling.state import Rules

bp = Blueprint("memory", __name__, url_prefix="/progress/everyone")


@bp.post("/fits")
@instructor_required
def begin_fit() -> ResponseReturnValue:
    """Begin to fit weights to everyone's answers."""
    if not optimiser_is_there():
        flash(
            _("Fitting weights needs SciPy: whoever runs this site installs it with “%(command)s”.", command=INSTALL),
            "problem",
        )
        return _page()
    wish = Wish(known_visitor().id)
    try:
        fit_id = fits.begin_fit(db.session(), by_id=wish.by_id, now=utcnow()).id
    except fits.FitRunningError:
        flash(_("A fit is being made already."), "problem")
        return _page()
    db.session.commit()
    background.begin(lambda session, rules: make_fits(session, rules, fit_id, wish, utcnow))
    flash(_("The fit has begun. It takes seconds for a class, minutes for a large site; you may leave this page."))
    return _page()


@bp.post("/fits/<int:fit_id>/revert")
@instructor_required
def revert_fit(fit_id: int) -> ResponseReturnValue:
    """Take a fit back."""
    fit = open_fit(fit_id)
    try:
        fits.revert_fit(db.session(), fit, by_id=known_visitor().id, now=utcnow())
    except fits.NotInForceError:
        flash(_("It was not adopted, or was taken back before."), "problem")
        return _page()
    note_action(Act.FIT_REVERTED)
    db.session.commit()
    background.begin(settle)
    flash(_("Taken back: memories follow the weights that were in force before."))
    return _page()


@bp.post("/fits/own/revert")
@instructor_required
def revert_own_fits() -> ResponseReturnValue:
    """Take back what learners have of their own."""
    count = fits.revert_own_fits(db.session(), by_id=known_visitor().id, now=utcnow())
    note_action(Act.FIT_REVERTED)
    db.session.commit()
    background.begin(settle)
    flash(ngettext("%(num)d learner follows the weights of all again.",
                   "%(num)d learners follow the weights of all again.", count))  # fmt: skip
    return _page()


@bp.post("/predictions")
@instructor_required
def judge_predictions() -> ResponseReturnValue:
    """Work out anew how well recall is predicted, and go on with memories that are still to be replayed."""
    background.begin(settle)
    flash(_("It is being worked out: look again in a moment."))
    return _page()


def settle(session: Session, rules: Rules) -> None:
    """Bring everybody over to the weights in force, and judge the predictions anew."""
    settle_everybody(session, rules)
    judge_everybody(session, rules, utcnow)


def _page() -> ResponseReturnValue:
    return redirect(url_for("insights.show_everyone"))
