"""The names of whom and what entries are about, looked up when they are shown: the log keeps none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.assignments.models import Assignment
from quizapp.bank.models import Bank, Question, QuestionVersion, is_current
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.oversight.entries import Entry, Record

_OF_QUESTIONS = frozenset({Record.STATE, Record.VERSION, Record.REGRADE, Record.RELEARN, Record.REPORT, Record.KEPT})
_ON_A_ROSTER = sa.select(sa.func.max(Enrolment.roster_name)).where(Enrolment.person_id == Person.id).scalar_subquery()
_NAME = sa.func.coalesce(sa.func.nullif(Person.name, ""), _ON_A_ROSTER, "")
"""Who joined a class without an account has a name on its roster alone."""


@dataclass(frozen=True, slots=True)
class Names:
    """What is called how, by id; who or what is gone is missing."""

    people: Mapping[int, str]
    classes: Mapping[int, str]
    banks: Mapping[int, tuple[str, str]]
    """Key and title."""
    assignments: Mapping[int, tuple[str, int]]
    """Title and class."""
    questions: Mapping[int, str]


def is_of_assignment(entry: Entry) -> bool:
    """Say whether an entry's subject is an assignment."""
    return entry.record is Record.MARK or (
        entry.record is Record.ACTION and entry.what.startswith(("assignment.", "marks."))
    )


def is_of_question(entry: Entry) -> bool:
    """Say whether an entry's subject is a question."""
    return entry.record in _OF_QUESTIONS or (entry.record is Record.ACTION and entry.what.startswith("question."))


def names_for(session: Session, entries: Sequence[Entry]) -> Names:
    """Return the names that the sentences of some entries need, by five statements."""
    people = {one for entry in entries for one in (entry.by_id, entry.person_id, entry.undone_by_id) if one}
    classes = {one for entry in entries for one in (entry.class_id, _other_class(entry)) if one}
    banks = {entry.bank_id for entry in entries if entry.bank_id}
    assignments = {entry.subject_id for entry in entries if entry.subject_id and is_of_assignment(entry)}
    questions = {entry.subject_id for entry in entries if entry.subject_id and is_of_question(entry)}
    title = sa.select(Question.id, QuestionVersion.title).join(QuestionVersion, is_current())
    return Names(
        people=_pairs(session, sa.select(Person.id, _NAME), Person.id, people),
        classes=_pairs(session, sa.select(SchoolClass.id, SchoolClass.name), SchoolClass.id, classes),
        banks=_triples(session, sa.select(Bank.id, Bank.key, Bank.title), Bank.id, banks),
        assignments=_triples(
            session, sa.select(Assignment.id, Assignment.title, Assignment.class_id), Assignment.id, assignments
        ),
        questions=_pairs(session, title, Question.id, questions),
    )


def _other_class(entry: Entry) -> int | None:
    return entry.subject_id if entry.what in {"student.moved", "class.copied"} else None


def _pairs(session: Session, statement: sa.Select[Any, Any], column: Any, ids: Iterable[int]) -> dict[int, str]:  # noqa: ANN401 - a column
    return {number: name for number, name in session.execute(statement.where(column.in_(ids)))}  # noqa: C416 - rows


def _triples(session: Session, statement: Any, column: Any, ids: Iterable[int]) -> dict[int, tuple[Any, Any]]:  # noqa: ANN401 - a statement
    return {row[0]: (row[1], row[2]) for row in session.execute(statement.where(column.in_(ids)))}
