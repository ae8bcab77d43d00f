"""For instructors who may read a bank: how classes know it, their own and others, without anybody's name."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.forecasts import access, of_bank, queries
from quizapp.forecasts.recall import learners_with_curves
from quizapp.forecasts.views import bp
from quizapp.insights.everyone import FEWEST_LEARNERS
from quizapp.memory.access import rules_of_app


@bp.get("/banks/<key>/classes")
@instructor_required
def show_bank(key: str) -> ResponseReturnValue:
    """Show what each class recalls of a bank's topics, where five of its students or more have met them."""
    bank, session, rules = access.open_bank(key), db.session(), rules_of_app(current_app)
    within = Question.bank_id == bank.id
    learners = learners_with_curves(session, rules, of_bank.students_of_all(session))
    mine = of_bank.classes_taught(session, known_visitor().id)
    return render_template(
        "forecasts/show_bank.html",
        bank=bank,
        cards=queries.cards_by_topic(session, within),
        classes=of_bank.knowing_classes(session, learners, within, mine, rules.day(utcnow())),
        fewest=FEWEST_LEARNERS,
    )
