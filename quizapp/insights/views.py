"""Home: what is due, what is open, what can be begun. And one card's story: why it is due."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import visitor
from quizapp.assignments.ahead import tasks_ahead
from quizapp.bank import queries as bank_queries
from quizapp.classroom.announcement_queries import unread_by_class
from quizapp.classroom.queries import classes_of_teacher
from quizapp.classroom.wishes import wishes_elsewhere, wishes_in_classes
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.insights import access
from quizapp.insights.explaining import explain
from quizapp.memory.access import rules_of_app
from quizapp.quizzes import queries as quiz_queries
from quizapp.quizzes.ready import offered_quizzes
from quizapp.quizzes.records import certain_marks
from quizapp.review.pages import coming_of_visitor, queue_of_visitor

bp = Blueprint("insights", __name__)


@bp.get("/")
def show_home() -> ResponseReturnValue:
    """Show in one look what is due and what is new."""
    person, session = visitor(), db.session()
    latest = quiz_queries.latest_finished(session, person.id, now=utcnow()) if person else []
    tasks = tasks_ahead(session, person.id, rules_of_app(current_app), now=utcnow()) if person else []
    return render_template(
        "insights/show_home.html",
        person=person,
        tasks=tasks,
        **_flashcards(),
        unfinished=quiz_queries.unfinished_attempts(session, person.id, now=utcnow()) if person else [],
        latest=latest,
        certain=certain_marks(session, latest),
        announced=unread_by_class(session, person.id, now=utcnow()) if person else [],
        taught=classes_of_teacher(session, person.id) if person and person.is_instructor else [],
        wishes=wishes_in_classes(session, person.id) if person and person.is_instructor else [],
        other_wishes=wishes_elsewhere(session, person.id) if person and person.is_admin else 0,
        ready_quizzes=offered_quizzes(session),
        banks=bank_queries.banks_to_practise(session),
    )


def _flashcards() -> dict[str, Any]:
    queue = queue_of_visitor(now=utcnow())
    return {"queue": queue, "coming": coming_of_visitor(queue, now=utcnow())}


@bp.get("/progress/cards/<int:card_id>")
def explain_card(card_id: int) -> ResponseReturnValue:
    """Show why a card comes back when it does: its log, with the memory before and after each event."""
    studied = access.open_studied_card(card_id)
    story = explain(studied.log, card_id=card_id, rules=studied.learner.rules, now=utcnow())
    parameters = studied.learner.rules.parameters
    return render_template("insights/explain_card.html", studied=studied, story=story, parameters=parameters)
