"""Whose memory a request is about, and the rules that it follows."""

from __future__ import annotations

from flask import Flask, abort, current_app

from quizapp.accounts.visitor import Visitor
from quizapp.db import db
from quizapp.extensions import settings_of
from quizapp.memory.models import MemoryFit
from quizapp.memory.services import Learner, learner_following
from quizapp.memory.weights import Followed
from quizapp.scheduling.state import Rules

_KEPT = "quizapp.rules"


def rules_of_app(app: Flask) -> Rules:
    """Return the rules of this installation: its time zone, its roll-over hour, the default parameters."""
    rules: Rules | None = app.extensions.get(_KEPT)
    if rules is None:
        settings = settings_of(app)
        rules = app.extensions[_KEPT] = Rules(zone=settings.timezone, rollover_hour=settings.rollover_hour)
    return rules


def learner_of(visitor: Visitor) -> Learner:
    """Return a visitor as the one whose memory is asked for, with the weights and in the calendar that it follows."""
    followed = Followed(visitor.weights_id, visitor.calendar)
    return learner_following(db.session(), visitor.id, rules_of_app(current_app), followed)


def open_fit(fit_id: int) -> MemoryFit:
    """Return a fit for everyone, or 404: those of learners and of classes are not everybody's to take back."""
    fit = db.session().get(MemoryFit, fit_id)
    if fit is None or fit.learner_id is not None or fit.of_group:
        abort(404)
    return fit
