"""Pages of one's progress: what comes due."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import known_visitor
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.insights import queries
from quizapp.insights.charts import Value, bar_chart
from quizapp.insights.coming import ComingDay, coming_days
from quizapp.insights.views import bp
from quizapp.memory.access import learner_of
from quizapp.planning.queries import calendar_of
from quizapp.scheduling.forecast import HORIZON
from quizapp.web.rendering import show_date


@bp.get("/progress/forecast")
def show_forecast() -> ResponseReturnValue:
    """Show how many cards come due on each of the next sixty days."""
    learner = learner_of(known_visitor())
    today = learner.rules.day(utcnow())
    loads = queries.due_by_day(db.session(), learner.id, today + HORIZON)
    coming = coming_days(loads, today, calendar_of(db.session(), learner.id))
    chart = bar_chart([_bar(day) for day in coming.days])
    return render_template("insights/show_forecast.html", coming=coming, chart=chart)


def _bar(day: ComingDay) -> Value:
    cards = ngettext("%(num)d card", "%(num)d cards", day.due)
    kind = "usual" if day.share >= 1 else "easy"
    return Value(day.due, _("%(day)s: %(cards)s", day=show_date(day.on), cards=cards), kind)
