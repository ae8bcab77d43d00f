"""Looking up what the gradebook keeps, and whom it is about. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.assignments.models import Assignment, Sitting
from quizapp.bank.models import QuestionVersion
from quizapp.classroom.models import Enrolment
from quizapp.gradebook.models import (
    CalendarFeed,
    GradebookCategory,
    GradebookItem,
    GradebookRules,
    GradeDecision,
    MarkDecision,
)
from quizapp.grades.course import Category, Scheme
from quizapp.quizzes.models import Slot


@dataclass(frozen=True, slots=True)
class Item:
    """How an assignment is treated."""

    is_extra: bool = False
    is_held: bool = False


USUAL = Item()


@dataclass(frozen=True, slots=True)
class Row:
    """A student of a class, one who left it too, as the gradebook lists them."""

    person_id: int
    name: str
    group: str
    has_left: bool
    joined_at: datetime
    extra_percent: int


def rows_of_class(session: Session, class_id: int) -> list[Row]:
    """Return the students of a class in the order of its roster, those who left it at the end."""
    columns = (Enrolment.person_id, Enrolment.roster_name, Enrolment.group_name, Enrolment.left_at.is_not(None))
    found = session.execute(
        sa.select(*columns, Enrolment.joined_at, Enrolment.extra_time_percent, Enrolment.sort_name).where(
            Enrolment.class_id == class_id
        )
    ).all()
    # Databases order letters beyond ASCII each in their own way.
    ordered = sorted(found, key=lambda row: (row[3], (row.sort_name or row.roster_name).casefold(), row.person_id))
    return [Row(*row[:-1]) for row in ordered]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about a mark as pages show it."""

    id: int
    assignment_id: int
    person_id: int
    kind: str
    value: float | None
    text: str
    by: str | None
    """None where that account is gone."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Decisions:
    """What counts now of all that was decided about one mark."""

    override: Decided | None = None
    excuse: Decided | None = None
    late: Decided | None = None
    comment: Decided | None = None


NOTHING_DECIDED = Decisions()
DecidedMarks = MappingProxyType[tuple[int, int], Decisions]


def history_of(session: Session, assignment_ids: Collection[int], person_id: int | None = None) -> list[Decided]:
    """Return all that was decided about the marks of some assignments, the oldest first."""
    decision = MarkDecision
    statement = (
        sa.select(decision.id, decision.assignment_id, decision.person_id, decision.kind, decision.value, decision.text)
        .add_columns(Person.name, decision.at)
        .outerjoin(Person, Person.id == decision.by_id)
        .where(decision.assignment_id.in_(assignment_ids))
        .order_by(decision.id)
    )
    if person_id is not None:
        statement = statement.where(decision.person_id == person_id)
    return [Decided(*row) for row in session.execute(statement)]


def decisions_in(history: Sequence[Decided]) -> DecidedMarks:
    """Return what counts of a history, by (assignment id, person id): the newest of each kind, if not taken back."""
    newest: dict[tuple[int, int], dict[str, Decided | None]] = {}
    for one in history:
        kept = newest.setdefault((one.assignment_id, one.person_id), {})
        kept[one.kind] = one if one.value is not None else None
    return MappingProxyType({key: Decisions(**kinds) for key, kinds in newest.items()})


@dataclass(frozen=True, slots=True)
class DecidedGrade:
    """A grade of the course that was set by hand, or taken back, as pages show it."""

    person_id: int
    value: float | None
    text: str
    by: str | None
    """None where that account is gone."""
    at: datetime


def grades_decided(session: Session, class_id: int, person_id: int | None = None) -> list[DecidedGrade]:
    """Return all that was decided about grades of a class's course, the oldest first."""
    decided = GradeDecision
    statement = (
        sa.select(decided.person_id, decided.value, decided.text, Person.name, decided.at)
        .outerjoin(Person, Person.id == decided.by_id)
        .where(decided.class_id == class_id)
        .order_by(decided.id)
    )
    if person_id is not None:
        statement = statement.where(decided.person_id == person_id)
    return [DecidedGrade(*row) for row in session.execute(statement)]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a class's grades come about, and how its assignments are treated."""

    scheme: Scheme
    places: int = 1
    shows_grade: bool = True
    counts_left: bool = False
    items: MappingProxyType[int, Item] = field(default_factory=lambda: MappingProxyType({}))

    def item(self, assignment_id: int) -> Item:
        """Return how an assignment is treated."""
        return self.items.get(assignment_id, USUAL)


def settings_of_class(session: Session, class_id: int, assignment_ids: Collection[int]) -> Settings:
    """Return the rules of a class's gradebook; the usual ones where nothing was said."""
    rules = session.get(GradebookRules, class_id)
    categories = session.scalars(sa.select(GradebookCategory).where(GradebookCategory.class_id == class_id))
    named = {one.name: Category(one.name, one.weight, one.drop_lowest, one.alike) for one in categories}
    items = session.scalars(sa.select(GradebookItem).where(GradebookItem.assignment_id.in_(assignment_ids)))
    by_id = MappingProxyType({one.assignment_id: Item(one.is_extra, one.is_held) for one in items})
    if rules is None:
        return Settings(Scheme(categories=named), items=by_id)
    scheme = Scheme(rules.weighted, rules.missing_is_zero, named)
    return Settings(scheme, rules.places, rules.shows_grade, rules.counts_left, by_id)


def feed_of_person(session: Session, person_id: int) -> CalendarFeed | None:
    """Return somebody's calendar address."""
    return session.get(CalendarFeed, person_id)


def feed_by_token(session: Session, token: str) -> CalendarFeed | None:
    """Return the calendar address with a token."""
    return session.scalar(sa.select(CalendarFeed).where(CalendarFeed.token == token))


def attempts_of_class(class_id: int) -> sa.Select[int]:
    """Select the attempts, by id, at what a class was given."""
    return (
        sa.select(Sitting.attempt_id)
        .join(Assignment, Assignment.id == Sitting.assignment_id)
        .where(Assignment.class_id == class_id)
    )


def titles_of_attempts(session: Session, attempt_ids: Collection[int]) -> dict[int, str]:
    """Return what was given out where somebody sat attempts, by attempt."""
    given = sa.select(Sitting.attempt_id, Assignment.title).join(Assignment, Assignment.id == Sitting.assignment_id)
    return dict(session.execute(given.where(Sitting.attempt_id.in_(attempt_ids))).all())


def was_asked(session: Session, class_id: int, question_id: int) -> bool:
    """Say whether what a class was given has asked a question."""
    asked = (
        sa.select(Slot.id)
        .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
        .where(QuestionVersion.question_id == question_id, Slot.attempt_id.in_(attempts_of_class(class_id)))
    )
    return session.scalar(asked.limit(1)) is not None


def enrolment_in(session: Session, class_id: int, person_id: int) -> Row | None:
    """Return one student of a class, or one who left it."""
    return next((row for row in rows_of_class(session, class_id) if row.person_id == person_id), None)
