"""What the pages of assignments show, gathered for their templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from flask import current_app

from quizapp.accounts.access import known_visitor
from quizapp.assignments import queries, references, wording
from quizapp.assignments.access import GivenOut
from quizapp.assignments.counting import Outcome, State
from quizapp.assignments.deadlines import Phase, allowed_for
from quizapp.assignments.drawing import draw_questions, seed_of
from quizapp.assignments.hiding import seen_by
from quizapp.assignments.models import Assignment, Kind
from quizapp.assignments.outcomes import Outcomes, outcomes_of
from quizapp.assignments.paper import papers_of
from quizapp.assignments.services import attempt_to_prolong
from quizapp.assignments.settings import CardsSettings, QuizSettings, ReadingSettings, quiz_settings, settings_of
from quizapp.assignments.sitting import passages_read
from quizapp.bank import queries as bank_queries
from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.queries import Student, class_by_id, enrolment_of, students_of_class
from quizapp.db import db
from quizapp.kinds.base import Prompt
from quizapp.memory.access import rules_of_app
from quizapp.quizzes.closing import late_answers
from quizapp.quizzes.terms import has_ended, sight_of

LATEST = datetime.max.replace(tzinfo=UTC)
"""Where what never closes stands in an order."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """An assignment in its teacher's list."""

    assignment: Assignment
    phase: Phase
    done: int
    running: int
    excused: int
    students: int


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student in the list of who has done it."""

    student: Student
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class TaskRow:
    """An assignment in a student's list."""

    assignment: Assignment
    outcome: Outcome
    phase: Phase
    shows_share: bool


def outcomes_here(assignments: Sequence[Assignment], students: Sequence[Student], now: datetime) -> Outcomes:
    """Return what became of assignments of one class with its students, as the visitor, a teacher, may see it."""
    percents = {one.person_id: one.extra_time_percent for one in students}
    found = outcomes_of(db.session(), assignments, percents, rules_of_app(current_app), now=now)
    return seen_by(db.session(), found, assignments, known_visitor().id)


def list_page(school_class: SchoolClass, *, now: datetime) -> dict[str, Any]:
    """Return what the list of a class's assignments shows its teachers."""
    assignments = queries.assignments_of_class(db.session(), school_class.id)
    students = students_of_class(db.session(), school_class.id)
    found = outcomes_here(assignments, students, now)
    rows = [_list_row(one, [found[one.id, student.person_id] for student in students], now) for one in assignments]
    trashed = queries.assignments_of_class(db.session(), school_class.id, trashed=True)
    return {"school_class": school_class, "rows": rows, "trashed": trashed}


def _list_row(assignment: Assignment, outcomes: Sequence[Outcome], now: datetime) -> ListRow:
    states = [one.state for one in outcomes]
    phase = allowed_for(assignment, None, None).phase(now)
    done, begun, excused = (states.count(one) for one in (State.DONE, State.BEGUN, State.EXCUSED))
    return ListRow(assignment, phase, done, begun, excused, len(states))


def assignment_page(given: GivenOut, *, now: datetime) -> dict[str, Any]:
    """Return what the page of an assignment shows its teachers."""
    students = students_of_class(db.session(), given.school_class.id)
    found = outcomes_here([given.assignment], students, now)
    rows = [StudentRow(one, found[given.assignment.id, one.person_id]) for one in students]
    plain = allowed_for(given.assignment, _quiz_of(given.assignment), None)
    states = Counter(row.outcome.state for row in rows)
    return {
        "given": given,
        "done": states[State.DONE],
        "begun": states[State.BEGUN],
        "excused": states[State.EXCUSED],
        "reached": queries.reached_in(db.session(), [one.attempt_id for row in rows if (one := row.outcome.running)]),
        "assignment": given.assignment,
        "school_class": given.school_class,
        "rows": rows,
        "phase": plain.phase(now),
        "told": wording.terms_told(given.assignment, plain, given.zone),
        "settings": settings_of(given.assignment.kind, given.assignment.settings),
        "papers": papers_of(db.session(), given.assignment.id) if given.assignment.kind == Kind.QUIZ else [],
        "noted": {one.person_id for one in queries.exceptions_of(db.session(), [given.assignment.id])},
    }


def _quiz_of(assignment: Assignment) -> QuizSettings | None:
    return quiz_settings(assignment.settings) if assignment.kind == Kind.QUIZ else None


def own_outcome(given: GivenOut, *, now: datetime) -> Outcome:
    """Return what became of an assignment with the visitor."""
    person_id = known_visitor().id
    enrolment = enrolment_of(db.session(), given.school_class.id, person_id)
    percents = {person_id: enrolment.extra_time_percent if enrolment else 0}
    found = outcomes_of(db.session(), [given.assignment], percents, rules_of_app(current_app), now=now)
    return found[given.assignment.id, person_id]


def tasks_page(school_class: SchoolClass, *, now: datetime) -> dict[str, Any]:
    """Return what a student has to do for a class, what is to do first first."""
    return {"school_class": school_class, "rows": task_rows(school_class, known_visitor().id, now=now)}


def task_rows(school_class: SchoolClass, person_id: int, *, now: datetime) -> list[TaskRow]:
    """Return a class's assignments as one of its students sees them."""
    assignments = queries.assignments_of_class(db.session(), school_class.id)
    enrolment = enrolment_of(db.session(), school_class.id, person_id)
    percents = {person_id: enrolment.extra_time_percent if enrolment else 0}
    found = outcomes_of(db.session(), assignments, percents, rules_of_app(current_app), now=now)
    hidden = _hidden(person_id, assignments, now)
    outcomes = [(one, found[one.id, person_id]) for one in assignments]
    rows = [TaskRow(one, outcome, outcome.allowed.phase(now), one.id not in hidden) for one, outcome in outcomes]
    order = [State.COMING, State.BEGUN, State.OPEN, State.MISSED, State.DONE, State.EXCUSED]
    places = {row.assignment.id: 0 if row.outcome.is_to_do(now) else 1 + order.index(row.outcome.state) for row in rows}
    return sorted(rows, key=lambda row: (places[row.assignment.id], row.outcome.allowed.closes_at or LATEST))


def _hidden(person_id: int, assignments: Sequence[Assignment], now: datetime) -> set[int]:
    """Return the assignments, by id, in which some attempt does not show its points yet."""
    attempts = queries.attempts_by_assignment(db.session(), [one.id for one in assignments], person_id)
    return {number for number, attempt in attempts if has_ended(attempt, now) and not sight_of(attempt, now=now).score}


def task_page(given: GivenOut, *, now: datetime) -> dict[str, Any]:
    """Return what the page of an assignment shows a student."""
    outcome = own_outcome(given, now=now)
    page = {
        "given": given,
        "assignment": given.assignment,
        "school_class": given.school_class,
        "outcome": outcome,
        "phase": outcome.allowed.phase(now),
        "told": wording.terms_told(given.assignment, outcome.allowed, given.zone),
        "shows_share": given.assignment.id not in _hidden(outcome.person_id, [given.assignment], now),
    }
    settings = settings_of(given.assignment.kind, given.assignment.settings)
    if isinstance(settings, ReadingSettings):
        read = passages_read(db.session(), given.assignment.id, outcome.person_id)
        about = references.known_passages(db.session())
        page["passages"] = [(one, about.get(one, ""), read.get(one)) for one in settings.passages]
        page["source_titles"] = bank_queries.source_titles(db.session())
    page["asks_password"] = isinstance(settings, QuizSettings) and bool(settings.password)
    page["query"] = settings.query if isinstance(settings, CardsSettings) else ""
    return page


@dataclass(frozen=True, slots=True)
class Previewed:
    """A question as a student would be asked it."""

    position: int
    version: AskedVersion
    prompt: Prompt


def preview_page(given: GivenOut, number: int, *, now: datetime) -> dict[str, Any]:
    """Return a quiz as an imagined student would get it; nothing is kept."""
    quiz, session = quiz_settings(given.assignment.settings), db.session()
    seed = seed_of(given.assignment.seed, 0, number)
    drawn = draw_questions(session, quiz, 0, seed, now=now)
    return {
        "given": given,
        "assignment": given.assignment,
        "school_class": given.school_class,
        "number": number,
        "told": wording.terms_told(given.assignment, allowed_for(given.assignment, quiz, None), given.zone),
        "asked": asked_in_order(drawn.version_ids, seed),
        "missing": quiz.size - len(drawn.version_ids),
    }


def asked_in_order(version_ids: Sequence[int], seed: int) -> list[Previewed]:
    """Return versions as they are asked, their options in the order that a seed gives."""
    rng, session = Random(seed), db.session()  # noqa: S311 - an order that can be made again, no secret
    asked = []
    for position, version_id in enumerate(version_ids, start=1):
        version = asked_version(session, version_id)
        arrangement = tuple(tuple(order) for order in version.content.arrange(rng))
        asked.append(Previewed(position, version, version.content.prompt(arrangement, ())))
    return asked


def student_page(given: GivenOut, student: Student, *, now: datetime) -> dict[str, Any]:
    """Return what an assignment's teachers see of one student."""
    outcome = outcomes_here([given.assignment], [student], now)[given.assignment.id, student.person_id]
    found = queries.attempts_of_assignment(db.session(), given.assignment.id, student.person_id)
    attempts = {one.id: one for one in found}
    late = {number: late_answers(db.session(), number) for number in attempts}
    return {
        "given": given,
        "assignment": given.assignment,
        "school_class": given.school_class,
        "student": student,
        "outcome": outcome,
        "attempts": attempts,
        "prolonged": attempt_to_prolong(found),
        "now": now,
        "late": late,
        "read": list(passages_read(db.session(), given.assignment.id, student.person_id).values()),
        "is_quiz": given.assignment.kind == Kind.QUIZ,
    }


@dataclass(frozen=True, slots=True)
class OfAttempt:
    """Which assignment an attempt belongs to, for the pages of the attempt."""

    assignment: Assignment
    is_archived: bool
    is_theirs: bool
    """Whether the student is in the class still, and the assignment is there: then its page can be opened."""


def assignment_of_attempt(attempt_id: int) -> OfAttempt | None:
    """Return the assignment that an attempt of the visitor belongs to; None for practice."""
    session = db.session()
    sat = queries.sitting_of_attempt(session, attempt_id)
    assignment = queries.assignment_by_id(session, sat.assignment_id) if sat else None
    if sat is None or assignment is None:
        return None
    school_class = class_by_id(session, assignment.class_id)
    enrolled = enrolment_of(session, assignment.class_id, sat.person_id) is not None
    archived = school_class is None or school_class.archived_at is not None
    return OfAttempt(assignment, archived, enrolled and assignment.trashed_at is None)
