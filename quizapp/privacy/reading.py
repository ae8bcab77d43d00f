"""Queries that read the rows of an export, a few hundred at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.asked import asked_version
from quizapp.bank.models import Bank, Card, Question, QuestionVersion
from quizapp.db import Base
from quizapp.privacy.answers import answers_in_words
from quizapp.privacy.due import Sights
from quizapp.privacy.parts import Due, Part

AT_ONCE = 500
_ANSWERS = frozenset({"slots", "responses", "late_answers", "reports"})
"""Tables with answers, which are told in words."""
Expression = sa.ColumnElement[Any]


def rows_of(session: Session, part: Part, person_id: int, sights: Sights) -> Iterator[dict[str, Any]]:
    """Yield the rows of a part as a person may see them; what is not due is None."""
    statement = statement_of(part, person_id).execution_options(yield_per=AT_ONCE)
    for row in map(dict, session.execute(statement).mappings()):
        hidden = part.later if part.later and not sights.is_due(part, row) else ()
        told = {name: None if name in hidden else value for name, value in row.items() if not name.startswith("_")}
        if "_version" in row:
            content = asked_version(session, row["_version"]).content
            told["answers"] = answers_in_words(content, told["answers"] or ())
        yield told


def told_name(part: Part, name: str) -> str:
    """Return the name by which a column is told: a reference by what it names, such as “question” for “question_id”."""
    target = _target(_column(part, name))
    if target == "question_versions":
        return "question"
    return name.removesuffix("_id") if target in _REFERENCES else name


def told_names(part: Part) -> list[str]:
    """Return the names of all that is told of a row, in their order."""
    return [column.name for column in _told(part)]


def statement_of(part: Part, person_id: int) -> sa.Select[Any]:
    """Return the statement that selects the rows of a part, the oldest first."""
    table = Base.metadata.tables[part.table]
    order = list(table.primary_key.columns)
    return sa.select(*_told(part), *_deciding(part)).where(condition(part.path, person_id)).order_by(*order)


def condition(path: str, person_id: int) -> sa.ColumnElement[bool]:
    """Return the condition that rows lead to a person by a path such as “slots.attempt_id>attempts.learner_id”."""
    steps = [step.split(".") for step in path.split(">")]
    columns = [Base.metadata.tables[table].c[name] for table, name in steps]
    wanted: sa.ColumnElement[bool] = columns[-1] == person_id
    for column in reversed(columns[:-1]):
        key = next(iter(column.foreign_keys)).column
        wanted = column.in_(sa.select(key).where(wanted))
    return wanted


def _told(part: Part) -> list[sa.Label[Any]]:
    told = []
    for name in part.columns:
        column = _column(part, name)
        refer = _REFERENCES.get(_target(column))
        told.append((refer(column) if refer else column).label(told_name(part, name)))
        if _target(column) in _WORDED:
            told.append(_WORDED[_target(column)](column).label("asked"))
    seen = dict.fromkeys(one.name for one in told)
    return [next(one for one in told if one.name == name) for name in seen]


def _deciding(part: Part) -> list[sa.Label[Any]]:
    """Return what decides on whether, and in which words, something is told, under names that are not told."""
    columns = Base.metadata.tables[part.table].c
    deciding: dict[str, Expression] = {}
    if part.due is Due.BY_QUESTION:
        deciding["_question"] = columns.question_id if "question_id" in columns else _question_of_card(columns.card_id)
    elif part.due is Due.BY_ASSIGNMENT:
        deciding["_assignment"] = columns.assignment_id
    elif part.due is Due.BY_ATTEMPT:
        deciding["_attempt"] = columns.id if part.table == "attempts" else _of_slot(columns, "attempt_id")
        answered_at = _of_slot(columns, "answered_at") if part.table != "attempts" else None
        deciding["_answered"] = sa.true() if answered_at is None else answered_at.is_not(None)
    if part.table in _ANSWERS:
        deciding["_version"] = columns.version_id if "version_id" in columns else _of_slot(columns, "version_id")
    return [value.label(name) for name, value in deciding.items()]


def _of_slot(columns: Any, name: str) -> Expression:  # noqa: ANN401 - a table's columns
    """Return something of the slot that a row is or hangs on."""
    if name in columns:
        return cast("Expression", columns[name])
    slots = Base.metadata.tables["slots"].alias()
    return sa.select(slots.c[name]).where(slots.c.id == columns.slot_id).scalar_subquery()


def _column(part: Part, name: str) -> sa.Column[Any]:
    return Base.metadata.tables[part.table].c[name]


def _target(column: sa.Column[Any]) -> str:
    """Return the table that a column refers to, or ""."""
    return next((key.column.table.name for key in column.foreign_keys), "")


def _named(table: str, name: str) -> Callable[[Expression], Expression]:
    def name_of(column: Expression) -> Expression:
        named = Base.metadata.tables[table].alias()
        return sa.select(named.c[name]).where(named.c.id == column).scalar_subquery()

    return name_of


def _question(column: Expression) -> Expression:
    bank, question = sa.orm.aliased(Bank), sa.orm.aliased(Question)
    key = sa.select(bank.key + "/" + question.key).select_from(question).join(bank, bank.id == question.bank_id)
    return key.where(question.id == column).scalar_subquery()


def _question_of(model: type[Card | QuestionVersion]) -> Callable[[Expression], Expression]:
    """Return what tells the question of a card or a version: by one subquery, which knows the row outside of it."""

    def key_of(column: Expression) -> Expression:
        bank, question, one = sa.orm.aliased(Bank), sa.orm.aliased(Question), sa.orm.aliased(model)
        key = sa.select(bank.key + "/" + question.key).select_from(one)
        joined = key.join(question, question.id == one.question_id).join(bank, bank.id == question.bank_id)
        return joined.where(one.id == column).scalar_subquery()

    return key_of


def _question_of_card(column: Expression) -> Expression:
    card = sa.orm.aliased(Card)
    return sa.select(card.question_id).where(card.id == column).scalar_subquery()


def _words_of_card(column: Expression) -> Expression:
    card, question, version = sa.orm.aliased(Card), sa.orm.aliased(Question), sa.orm.aliased(QuestionVersion)
    current = sa.and_(version.question_id == question.id, version.number == question.current_number)
    words = sa.select(version.title).select_from(card).join(question, question.id == card.question_id)
    return words.join(version, current).where(card.id == column).scalar_subquery()


_REFERENCES: dict[str, Callable[[Expression], Expression]] = {
    "announcements": _named("announcements", "written_at"),
    "assignments": _named("assignments", "title"),
    "banks": _named("banks", "key"),
    "cards": _question_of(Card),
    "classes": _named("classes", "name"),
    "exams": _named("exams", "title"),
    "question_versions": _question_of(QuestionVersion),
    "questions": _question,
    "quizzes": _named("quizzes", "title"),
    "sources": _named("sources", "key"),
}
"""How a row of another table is told by what people know it by; rows of other tables keep their numbers."""

_WORDED: dict[str, Callable[[Expression], Expression]] = {
    "cards": _words_of_card,
    "question_versions": _named("question_versions", "title"),
}
"""What is told besides: the words that were asked."""
