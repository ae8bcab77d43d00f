"""Pages of one's progress: practice and memory, what comes due, how well it was predicted, and the log as a file."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import known_visitor, visitor
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.insights import pages, queries
from quizapp.insights.coming import Noted, coming_days
from quizapp.insights.exporting import csv_of, json_of
from quizapp.insights.views import bp
from quizapp.memory.access import learner_of
from quizapp.planning.class_days import days_of_learner
from quizapp.planning.exam_queries import coming_exams
from quizapp.review.pages import queue_of_visitor
from quizapp.review.summary import what_comes
from quizapp.scheduling.day import date_of
from quizapp.scheduling.forecast import HORIZON
from quizapp.scheduling.summing import summarise


@bp.get("/progress")
def show_progress() -> ResponseReturnValue:
    """Show what somebody practised and what they remember."""
    person = visitor()
    progress = pages.progress_of(learner_of(person), now=utcnow()) if person else None
    return render_template("insights/show_progress.html", progress=progress)


@bp.get("/progress/forecast")
def show_forecast() -> ResponseReturnValue:
    """Show how many cards come due on each of the next sixty days."""
    person, session = known_visitor(), db.session()
    learner, now = learner_of(person), utcnow()
    today = learner.rules.day(now)
    loads = queries.due_by_day(session, learner.id, today + HORIZON, today)
    days = days_of_learner(session, learner.id)
    noted = [Noted(one.name, one.first, one.last) for each in days.followed for one in each.holidays]
    tests = coming_exams(session, person, date_of(today))
    noted += [Noted(one.title, one.held_on, one.held_on, is_test=True) for one in tests]
    coming = coming_days(loads, today, days.calendar, noted)
    queue = queue_of_visitor(now=now)
    shown = {"tests": queue.tests, "asks_fewer": queue.due_by(today) < coming.days[0].due}
    shown |= {"waits": what_comes(session, learner, now=now), "chart": pages.forecast_chart(coming)}
    return render_template("insights/show_forecast.html", coming=coming, **shown)


@bp.get("/progress/prediction")
def show_prediction() -> ResponseReturnValue:
    """Show how well one's own recall was predicted, beside two that know nothing of memory."""
    learner = learner_of(known_visitor())
    waiting = queries.cards_that_wait(db.session(), learner.id, now=utcnow())
    prediction = pages.prediction_of(summarise({learner.id: pages.answers_of(learner, but_for=waiting)}))
    shown = {"prediction": prediction, "learner": learner, "leaves_out": bool(waiting)}
    return render_template("insights/show_prediction.html", **shown)


@bp.get("/progress/log.csv")
def export_log_csv() -> ResponseReturnValue:
    """Hand out one's own log as CSV."""
    rows = queries.log_rows(db.session(), known_visitor().id, now=utcnow())
    return _file(csv_of(rows), "text/csv", "quizapp-log.csv")


@bp.get("/progress/log.json")
def export_log_json() -> ResponseReturnValue:
    """Hand out one's own log as JSON."""
    rows = queries.log_rows(db.session(), known_visitor().id, now=utcnow())
    return _file(json_of(rows), "application/json", "quizapp-log.json")


def _file(text: str, kind: str, name: str) -> Response:
    return Response(text, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
