"""Whose figures an instructor may see: of the banks that they may read, of the classes that they teach, else 404."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from flask import abort, request

from quizapp.accounts.access import known_visitor
from quizapp.analysis.models import AnalysisRun
from quizapp.analysis.queries import Answered, VersionOf, versions_of
from quizapp.assignments.access import GivenOut, open_assignment
from quizapp.assignments.models import Kind
from quizapp.bank.access import open_bank, open_question, seen_banks, seen_questions
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankRole
from quizapp.classroom.access import open_class
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.queries import classes_of_teacher
from quizapp.db import db
from quizapp.quizzes.access import open_ready_quiz
from quizapp.web.ids import id_of

__all__ = [
    "banks_edited",
    "chosen_class",
    "classes_taught",
    "open_bank",
    "open_given_quiz",
    "open_question",
    "open_ready_quiz",
    "open_run",
    "versions_seen",
]


def banks_edited() -> frozenset[int]:
    """Return the banks, by id, whose questions the visitor may edit: one statement for all of a page's questions."""
    return frozenset(db.session.scalars(sa.select(Bank.id).where(seen_banks(BankRole.EDITOR))))


def versions_seen(rows: Sequence[Answered]) -> list[VersionOf]:
    """Return the versions of all questions answered that the visitor may see, or 404 where these are none."""
    versions = versions_of(db.session(), {row.question_id for row in rows}, seen_questions())
    if rows and not versions:
        abort(404)
    return versions


def open_given_quiz(assignment_id: int) -> GivenOut:
    """Return a quiz that was given out to a class that the visitor teaches, or 404."""
    given = open_assignment(assignment_id)
    if given.assignment.kind != Kind.QUIZ:
        abort(404)
    return given


def open_run(run_id: int) -> AnalysisRun:
    """Return a run of the visitor's own, or 404: it holds what they alone may see."""
    run = db.session.get(AnalysisRun, run_id)
    if run is None or run.by_id != known_visitor().id:
        abort(404)
    return run


def classes_taught() -> list[SchoolClass]:
    """Return the classes that the visitor teaches, whose figures they may see alone."""
    return [row.school_class for row in classes_of_teacher(db.session(), known_visitor().id)]


def chosen_class() -> SchoolClass | None:
    """Return the class that the address asks for; None for everybody, and 404 for one of somebody else."""
    return open_class(request.args.get("class", 0, type=id_of)) if request.args.get("class") else None
