"""Help after an absence: a plan that spreads what is overdue, seen before it is taken, and taken back as a whole."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import known_visitor
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import learner_of
from quizapp.memory.postponing import postpone_cards, postponed_today, undo_postponing
from quizapp.review import pages
from quizapp.review.views import bp
from quizapp.web.events import submitted_event_id


@bp.get("/backlog")
def show_backlog() -> ResponseReturnValue:
    """Show how what is overdue would be spread, so many cards a day."""
    person, now = known_visitor(), utcnow()
    learner, per_day = learner_of(person), pages.wanted_per_day(request.args, person)
    plan = pages.backlog_plan(learner, per_day, now=now)
    moved = len(postponed_today(db.session(), learner, now=now))
    queue = pages.queue_of_visitor(now=now)
    asked = sum(card.card_id in plan.days for card in queue.cards)
    shown = {"plan": plan, "queue": queue, "asked": asked, "per_day": per_day, "moved": moved}
    return render_template("review/show_backlog.html", **shown)


@bp.post("/backlog")
def spread_backlog() -> ResponseReturnValue:
    """Move overdue cards to the days of the plan."""
    person, now = known_visitor(), utcnow()
    learner = learner_of(person)
    plan = pages.backlog_plan(learner, pages.wanted_per_day(request.form, person), now=now)
    moved = postpone_cards(db.session(), learner, plan.days, submitted_event_id(), now=now)
    db.session.commit()
    flash(ngettext("%(num)d card waits for its day.", "%(num)d cards wait for their days.", moved))
    return redirect(url_for(".show_next"))


@bp.post("/backlog/undo")
def undo_backlog() -> ResponseReturnValue:
    """Take today's plan back."""
    learner = learner_of(known_visitor())
    undo_postponing(db.session(), learner, submitted_event_id(), now=utcnow())
    db.session.commit()
    flash(_("Undone: everything is due as before."))
    return redirect(url_for(".show_backlog"))
