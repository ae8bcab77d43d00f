"""Every route with what each visitor may do there. A route without a row fails the tests: decide, then add it.

The rows stand by area in the modules routes_of_….py, each with NEEDED where its addresses are those of banks.
"""

from __future__ import annotations

from tests.security import (
    routes_of_assignments,
    routes_of_banks,
    routes_of_classes,
    routes_of_forecasts,
    routes_of_gradebook,
    routes_of_learners,
    routes_of_people,
    routes_of_questions,
)
from tests.security.rows import SIGN_IN

__all__ = ["SIGN_IN"]

VISITORS = ("anonymous", "guest", "student", "instructor")
UNKNOWN_ID = 999_999

ROWS = routes_of_learners.ROWS | routes_of_people.ROWS | routes_of_banks.ROWS | routes_of_questions.ROWS
ROWS |= routes_of_classes.ROWS | routes_of_forecasts.ROWS | routes_of_assignments.ROWS | routes_of_gradebook.ROWS

PERSONAL = (
    *("attempt_id", "search_id", "operation_id", "upload_id", "exam_id", "class_id", "assignment_id", "paper_id"),
    *("announcement_id", "holiday_id", "sign_in_id", "test_id"),
    "action_id",
)
"""Ids of things that belong to one person: with anybody else's the answer is 404."""

SHARED = (
    *("question_id", "other_id", "card_id", "number", "secret", "key", "source_key", "quiz_key", "person_id"),
    *("report_id", "comment_id", "name", "regrade_id", "relearn_id", "conflict_id", "fit_id"),
    *("rule", "part_id", "code", "stamp", "card_secret", "decision", "token", "letter", "run_id"),
    *("mail_token", "stop_key"),
)
"""Ids of things that belong to nobody: with an unknown one the answer is 404, for whoever may ask at all."""


WITHOUT_A_SESSION = frozenset({"POST mail.stop_mails"})
"""Forms that mail programs send by themselves: the secret in their address is what allows them, not a token."""

NEEDED = routes_of_banks.NEEDED | routes_of_questions.NEEDED | routes_of_forecasts.NEEDED
"""The role on a bank that each address of a bank or of a question in it needs."""


def methods_of(rule):
    return sorted(rule.methods - {"HEAD", "OPTIONS"})


def of_staff():
    """Return the posts that a student is refused: what only staff do."""
    return [route for route, row in ROWS.items() if route.startswith("POST") and row.student == 403]


def names_of_routes(app):
    return {f"{method} {rule.endpoint}" for rule in app.url_map.iter_rules() for method in methods_of(rule)}


def arguments_of(app, route):
    endpoint = route.partition(" ")[2]
    return {name for rule in app.url_map.iter_rules(endpoint) for name in rule.arguments}


def address(app, route, world, who, **other):
    """Return the address of a route with `who`'s own ids, but for those given."""
    known = {
        "attempt_id": world.attempts.get(who, world.attempts["other"]),
        "position": 1,
        "question_id": world.question_id,
        "other_id": world.other_question_id,
        "regrade_id": world.regrade_id,
        "rule": "full_marks",
        "relearn_id": world.relearn_id,
        "card_id": world.card_id,
        "number": 1,
        "secret": world.setup_secret,
        "key": world.bank_key,
        "source_key": world.source_key,
        "person_id": world.person_id,
        "report_id": world.report_id,
        "comment_id": world.comment_id,
        "quiz_key": world.quiz_key,
        "search_id": world.search_id,
        "name": world.picture_name,
        "operation_id": world.operation_id,
        "upload_id": world.upload_id,
        "conflict_id": world.conflict_id,
        "part_id": world.part_id,
        "fit_id": world.fit_id,
        "exam_id": world.exams.get(who, world.exams["other"]),
        "stamp": "20260101T000000Z",
        "kind": "short_answer",
        "filename": "css/app.css",
    }
    known |= world.shared | {name: ids.get(who, ids["other"]) for name, ids in world.personal.items()} | other
    wanted = {name: known[name] for name in arguments_of(app, route)}
    with app.test_request_context():
        return app.url_for(route.partition(" ")[2], **wanted)
