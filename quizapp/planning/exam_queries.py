"""Looking up tests on a date, and what planning for them needs to know. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.accounts.visitor import Visitor
from quizapp.bank.models import Bank, Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.memory.models import MemoryState, ReviewEvent, is_review
from quizapp.memory.queries import not_undone
from quizapp.planning.models import Exam, ExamBank, ExamChoice
from quizapp.scheduling.day import day_of
from quizapp.scheduling.planner import Candidate, Costs
from quizapp.scheduling.queue import QueueCard
from quizapp.scheduling.state import Phase
from quizapp.statements import Prepared

_LONGEST_MS = 60_000
"""Of a card's time more is not counted: somebody left the room."""
_RECENT = 400
_VISITOR = sa.bindparam("visitor", type_=sa.Integer)
_BELIEF = 20
"""How many answers of one's own weigh as much as what is assumed of everybody."""


@dataclass(frozen=True, slots=True)
class ExamOf:
    """A test as one learner stands to it."""

    id: int
    title: str
    held_on: date
    minutes: int
    """A day, by the learner's own choice where they made one."""
    banks: frozenset[int]
    own: bool
    """Whether the learner set it, and so may change it."""
    for_everyone: bool
    set_by: str
    follows: bool
    removed: bool
    class_id: int | None = None
    class_name: str = ""
    """Of the class that it was set for."""

    @property
    def day(self) -> int:
        """The learner-day on which it is held."""
        return day_of(self.held_on)


def exams_of(session: Session, visitor: Visitor) -> list[ExamOf]:
    """Return every test that concerns a visitor, the removed ones of their own too, by date."""
    for_me = _of_my_classes()
    if not visitor.is_instructor:
        for_me = sa.or_(for_me, Exam.for_everyone)
    statement = _exams_where(sa.or_(_mine(), sa.and_(for_me, Exam.removed_at.is_(None))))
    return _exams(session.execute(statement, {"visitor": visitor.id}), visitor)


def coming_exams(session: Session, visitor: Visitor, today: date) -> list[ExamOf]:
    """Return the tests that a learner prepares for now, the next one first."""
    coming = _coming[visitor.is_instructor]
    rows = coming.all(session.connection(), {"visitor": visitor.id, "today": today})
    return [exam for exam in _exams(rows, visitor) if exam.follows]


def exam_of(session: Session, visitor: Visitor, exam_id: int) -> ExamOf | None:
    """Return one test that concerns a visitor."""
    return next((exam for exam in exams_of(session, visitor) if exam.id == exam_id), None)


def _mine() -> sa.ColumnElement[bool]:
    return sa.and_(Exam.owner_id == _VISITOR, Exam.class_id.is_(None))


def _of_my_classes() -> sa.ColumnElement[bool]:
    """Return the condition that a test was set for an open class that a visitor learns in."""
    mine = Enrolment.person_id == _VISITOR, Enrolment.left_at.is_(None), SchoolClass.archived_at.is_(None)
    joined = sa.select(Enrolment.class_id).join(SchoolClass, SchoolClass.id == Enrolment.class_id)
    return Exam.class_id.in_(joined.where(*mine))


def _exams_where(condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Select, in the order of _ExamRow, each test once for each of its banks."""
    return (
        sa.select(Exam.id, Exam.title, Exam.held_on, Exam.minutes_per_day, Exam.owner_id, Exam.for_everyone)
        .add_columns(Exam.removed_at.is_not(None), Exam.class_id, SchoolClass.name, Person.name)
        .add_columns(ExamChoice.minutes_per_day, ExamChoice.follows, ExamBank.bank_id)
        .select_from(Exam)
        .outerjoin(SchoolClass, SchoolClass.id == Exam.class_id)
        .join(Person, Person.id == Exam.owner_id)
        .join(ExamBank, ExamBank.exam_id == Exam.id)
        .outerjoin(ExamChoice, sa.and_(ExamChoice.exam_id == Exam.id, ExamChoice.learner_id == _VISITOR))
        .where(condition)
        .order_by(Exam.held_on, Exam.id)
    )


def _coming_to(*, is_instructor: bool) -> sa.Select[Any]:
    mine = sa.and_(_mine(), ~Exam.for_everyone) if is_instructor else sa.or_(_mine(), Exam.for_everyone)
    is_coming = (Exam.removed_at.is_(None), Exam.held_on > sa.bindparam("today"))
    return _exams_where(sa.and_(sa.or_(mine, _of_my_classes()), *is_coming))


_coming = {
    False: Prepared(lambda _dialect: _coming_to(is_instructor=False)),
    True: Prepared(lambda _dialect: _coming_to(is_instructor=True)),
}


class _ExamRow(NamedTuple):
    """A test and one of its banks."""

    id: int
    title: str
    held_on: date
    usual_minutes: int
    owner_id: int
    for_everyone: bool
    is_removed: bool
    class_id: int | None
    class_name: str | None
    set_by: str
    minutes: int | None
    follows: bool | None
    bank_id: int


def _exams(rows: Iterable[Sequence[Any]], visitor: Visitor) -> list[ExamOf]:
    found: dict[int, ExamOf] = {}
    banks: dict[int, set[int]] = {}
    for row in rows:
        exam = _ExamRow(*row)
        banks.setdefault(exam.id, set()).add(exam.bank_id)
        found[exam.id] = ExamOf(
            exam.id, exam.title, exam.held_on,
            minutes=exam.usual_minutes if exam.minutes is None else exam.minutes,
            banks=frozenset(banks[exam.id]),
            own=exam.owner_id == visitor.id and exam.class_id is None,
            for_everyone=exam.for_everyone,
            set_by=exam.set_by,
            follows=exam.follows is not False,
            removed=exam.is_removed,
            class_id=exam.class_id,
            class_name=exam.class_name or "",
        )  # fmt: skip
    return list(found.values())


@dataclass(frozen=True, slots=True)
class ExamCard:
    """A card that a test may ask, as the planner and the queue see it."""

    bank_id: int
    candidate: Candidate
    topic: str
    phase: str | None
    """None for a card never met."""
    due_day: int | None
    in_steps: bool
    """True while it follows steps: it comes by itself."""

    @property
    def queued(self) -> QueueCard:
        """The card as the queue sees it: made for the few that are planned."""
        one, phase = self.candidate, Phase(self.phase or Phase.NEW)
        return QueueCard(one.card_id, one.group, self.topic, phase, due_day=self.due_day)


_IN_STEPS = {Phase.LEARNING.value, Phase.RELEARNING.value}


def cards_of_banks(
    session: Session, learner_id: int, banks: Collection[int], today: int, *among: sa.ColumnElement[bool]
) -> list[ExamCard]:
    """Return every given card of some banks with what a learner remembers of it, in the banks' order.

    Conditions on Card leave some out.
    """
    state = MemoryState
    statement = (
        sa.select(Card.id, Card.question_id, Question.bank_id, QuestionVersion.topic)
        .add_columns(state.phase, state.stability, state.difficulty, state.last_day, state.due_day)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .outerjoin(state, sa.and_(state.card_id == Card.id, state.learner_id == learner_id))
        .where(Question.bank_id.in_(banks), Card.retired_at.is_(None), *may_be_asked(), *among)
        .order_by(Question.position, Question.bank_id, Card.position)
    )
    cards = []
    rows = session.connection().execute(statement).all()  # not by the ORM, which takes as long again
    for card, question, bank, topic, phase, stability, difficulty, last_day, due_day in rows:
        candidate = Candidate(card, question, stability, difficulty or 0.0, last_day or 0)
        in_steps = phase in _IN_STEPS and due_day <= today
        cards.append(ExamCard(bank, candidate, topic, phase, due_day, in_steps))
    return cards


_told_ms = sa.case((ReviewEvent.duration_ms > _LONGEST_MS, _LONGEST_MS), else_=ReviewEvent.duration_ms)


def seconds_by_bank(session: Session, learner_id: int, day: int, costs: Costs) -> dict[int, float]:
    """Return how many seconds a learner spent on flashcards of each bank on a learner-day."""
    assumed = 1_000 * costs.recalled
    statement = (
        sa.select(Question.bank_id, sa.func.sum(sa.func.coalesce(_told_ms, assumed)))
        .join(Card, Card.id == ReviewEvent.card_id)
        .join(Question, Question.id == Card.question_id)
        .where(ReviewEvent.learner_id == learner_id, ReviewEvent.day == day, ReviewEvent.source == "review")
        .group_by(Question.bank_id)
    )
    return {bank: float(spent) / 1_000 for bank, spent in session.execute(statement)}


def costs_of(session: Session, *learner_ids: int) -> Costs:
    """Return how long a learner takes for a card, by their last answers and, where these are few, by what is usual.

    Of several learners it is what they take on average.
    """
    last = _last_told(learner_ids).subquery()
    kind = sa.case((last.c.was_new, "new"), (last.c.rating == 1, "forgotten"), else_="recalled").label("kind")
    grouped = sa.select(kind, sa.func.count(), sa.func.sum(last.c.told)).group_by(sa.literal_column("kind"))
    usual = Costs()
    told = {name: (count, float(total) / 1_000) for name, count, total in session.execute(grouped)}

    recalled = _believed(told.get("recalled"), usual.recalled)
    # A new or forgotten card is asked again in its steps, each time like one that is recalled.
    new, forgotten = (_believed(told.get(name), getattr(usual, name), recalled) for name in ("new", "forgotten"))
    return Costs(new, recalled, forgotten)


def _last_told(learner_ids: Sequence[int]) -> sa.Select[tuple[bool, int, int]]:
    """Return the last answers of learners whose time is known: the index of days is read from its end.

    By their ids alone, all that somebody ever answered was read and sorted: 17 ms with 20,000 answers.
    """
    learner = ReviewEvent.learner_id
    among = learner == learner_ids[0] if len(learner_ids) == 1 else learner.in_(learner_ids)
    return (
        sa.select(ReviewEvent.was_new, ReviewEvent.rating, _told_ms.label("told"))
        .where(among, ReviewEvent.duration_ms.is_not(None), is_review(), *not_undone())
        .order_by(ReviewEvent.day.desc(), ReviewEvent.id.desc())
        .limit(_RECENT)
    )


def _believed(told: tuple[int, float] | None, usual: float, steps: float = 0.0) -> float:
    """Return a mean of the seconds told (how many answers, their sum) and of what is usual."""
    count, total = told or (0, 0.0)
    return (usual * _BELIEF + total + steps * count) / (_BELIEF + count)


def banks_by_id(session: Session) -> Sequence[tuple[int, str]]:
    """Return every bank as (id, title)."""
    return [(number, title) for number, title in session.execute(sa.select(Bank.id, Bank.title).order_by(Bank.title))]


def exams_of_class(session: Session, class_id: int) -> Sequence[Exam]:
    """Return the tests that were set for a class, the removed ones too, by date."""
    asked = sa.select(Exam).where(Exam.class_id == class_id).order_by(Exam.held_on, Exam.id)
    return session.scalars(asked).all()


def banks_of_exam(session: Session, exam_id: int) -> frozenset[int]:
    """Return the banks that a test asks about."""
    return frozenset(session.scalars(sa.select(ExamBank.bank_id).where(ExamBank.exam_id == exam_id)))
