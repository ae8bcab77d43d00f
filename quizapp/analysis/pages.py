"""What the pages of item analysis are handed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request, url_for

from quizapp.accounts.access import known_visitor
from quizapp.analysis import access, queries, words
from quizapp.analysis.keeping import kept_report
from quizapp.analysis.queries import Answered
from quizapp.analysis.report import Asked, QuestionReport, Report, question_report
from quizapp.analysis.sittings import Counted, first_answers, first_attempts
from quizapp.analysis.sorting import COLUMNS, order_of, sort_items
from quizapp.analysis.whole import is_more_than
from quizapp.assignments.models import Assignment
from quizapp.bank.asked import asked_version
from quizapp.bank.models import Bank, Question
from quizapp.batches import MOST_VALUES, batches
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.psychometrics.resampling import FEWEST, FEWEST_TO_COMPARE
from quizapp.quizzes.marking import grading_context
from quizapp.quizzes.models import ReadyQuiz
from quizapp.quizzes.regrades.key_changes import unsettled_questions
from quizapp.web.ids import id_of

ORIGINS = ("assignment", "quiz")
"""What the address of a question's statistics names where somebody came there from a quiz's."""
WEIGHTS = ("intended", "effective")
"""Columns that only a quiz has."""


def counted() -> Counted:
    """Return which attempts the address asks for: first ones, unless it says otherwise."""
    return Counted.ALL if request.args.get("attempts") == Counted.ALL else Counted.FIRST


def report_of_quiz(quiz: ReadyQuiz) -> Report:
    """Return the figures of a ready-made quiz, as far as the visitor may see them."""
    rows = queries.answers_to_quiz(db.session(), quiz.key, _among(), now=utcnow())
    chosen = first_attempts(rows) if counted() == Counted.FIRST else rows
    return kept_report(chosen, access.versions_seen(chosen), is_quiz=True)


def report_of_assignment(assignment: Assignment) -> Report:
    """Return the figures of what was given out to a class, as far as the visitor may see them."""
    rows = queries.answers_to_assignment(db.session(), assignment.id, now=utcnow())
    chosen = first_attempts(rows) if counted() == Counted.FIRST else rows
    return kept_report(chosen, access.versions_seen(chosen), is_quiz=True)


def report_of_bank(bank: Bank) -> Report:
    """Return the figures of a bank's questions."""
    rows = _chosen(queries.answers_to_bank(db.session(), bank.id, _among(), now=utcnow()))
    return kept_report(rows, access.versions_seen(rows), is_quiz=False)


def report_of_question(question: Question) -> QuestionReport:
    """Return the figures of a question: whole, by versions, by the visitor's classes, and by what was answered."""
    session = db.session()
    rows = _chosen(queries.answers_to_question(session, question.id, _among(), now=utcnow()))
    versions = queries.versions_of(session, [question.id], Question.id == question.id)
    taught = access.classes_taught()
    learners = queries.learners_by_class(session, [one.id for one in taught], known_visitor().id)
    classes = [(one.name, learners.get(one.id, frozenset[int]())) for one in taught]
    current = asked_version(session, next(one.id for one in versions if one.is_current))
    return question_report(rows, Asked(versions, classes, grading_context(session, current)))


def unsettled_since(question: Question) -> int | None:
    """Return the number of the oldest version answered by a key that is another one now; None once that is settled."""
    return _unsettled_since([question.id]).get(question.id)


def _unsettled_since(question_ids: Sequence[int]) -> dict[int, int]:
    parts = [Question.id.in_(part) for part in batches(question_ids, MOST_VALUES)]
    return {one.question_id: one.since for part in parts for one in unsettled_questions(db.session(), part)}


def _among() -> queries.Condition | None:
    """Return the condition on attempts that the address asks for: of one class, or of everybody."""
    chosen = access.chosen_class()
    return None if chosen is None else queries.in_class(chosen.id, known_visitor().id)


def _chosen(rows: list[Answered]) -> list[Answered]:
    return list(first_answers(rows)) if counted() == Counted.FIRST else rows


def report_page(report: Report, *, is_quiz: bool) -> dict[str, Any]:
    """Return what a report's page shows: its questions in the order asked for, and the columns."""
    order = order_of(request.args.get("sort", ""), request.args.get("down", ""))
    columns = {name: one for name, one in COLUMNS.items() if is_quiz or name not in WEIGHTS}
    told = [row for row in report.items if row.is_told]
    since = _unsettled_since([row.version.question_id for row in told])
    return {
        "report": report,
        "items": sort_items(report.items, order),
        "order": order,
        "columns": columns,
        "edited": access.banks_edited(),
        "is_cut": is_more_than(db.session(), queries.MOST_ANSWERS),
        "since": since,
        "pressing": sum(row.findings[0].is_pressing or row.version.question_id in since for row in told),
        **rules(),
    }


def _address(**changes: str | None) -> str:
    """Return the address of this page, sorted otherwise."""
    origin = {name: request.args.get(name) or None for name in ORIGINS}
    return url_for(str(request.endpoint), **kept_choices() | origin | dict(request.view_args or {}) | changes)


def came_from() -> tuple[str, str] | None:
    """Return the title and the address of the quiz's statistics from which somebody came to a question's."""
    if assignment_id := request.args.get("assignment", 0, type=id_of):
        given = access.open_given_quiz(assignment_id)
        address = url_for("analysis.show_assignment", assignment_id=assignment_id, **kept_choices())
        return given.assignment.title, address
    if quiz_key := request.args.get("quiz"):
        quiz = access.open_ready_quiz(quiz_key)
        return quiz.title, url_for("analysis.show_quiz", quiz_key=quiz.key, **kept_choices())
    return None


def kept_choices() -> dict[str, Any]:
    """Return what the address says of whose answers count, for other addresses."""
    return {name: request.args.get(name) or None for name in ("attempts", "class")}


def rules() -> dict[str, Any]:
    """Return what every page of item analysis says the figures by."""
    return {
        "counted": counted(),
        "address": _address,
        "kept": kept_choices(),
        "taught": access.classes_taught(),
        "chosen_class": access.chosen_class(),
        "sentence": words.sentence,
        "option_text": words.option_text,
        "part_name": words.part_name,
        "short": words.SHORT,
        "fewest": FEWEST,
        "fewest_to_compare": FEWEST_TO_COMPARE,
        "most": queries.MOST_ANSWERS,
    }
