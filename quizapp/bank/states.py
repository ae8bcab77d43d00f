"""Services that change how far a question has come, and the queries that tell who did so when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.bank.models import Question, State, StateChange

LONGEST_REMARK = 4_000


@dataclass(frozen=True, slots=True)
class By:
    """Who changes a state, and what they say to it."""

    person_id: int | None = None
    """None for a file."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class StateRow:
    """A change of a question's state, with the name of who made it."""

    change: StateChange
    person: str | None


def change_state(session: Session, question: Question, state: State, by: By, *, now: datetime) -> bool:
    """Bring a question to a state and note who did so; return whether anything changed.

    A running attempt keeps what it was asked with; new ones are asked only what is ready.
    """
    if question.state == state:
        return False
    session.add(
        StateChange(
            question_id=question.id,
            number=question.current_number,
            before=question.state,
            after=state,
            person_id=by.person_id,
            remark=by.remark.replace("\0", "")[:LONGEST_REMARK],
            at=now,
        )
    )
    question.state = state
    session.flush()
    return True


def states_of_question(session: Session, question_id: int) -> list[StateRow]:
    """Return a question's changes of state, newest first."""
    statement = (
        sa.select(StateChange, Person.name)
        .outerjoin(Person, Person.id == StateChange.person_id)
        .where(StateChange.question_id == question_id)
        .order_by(StateChange.id.desc())
    )
    return [StateRow(change, name) for change, name in session.execute(statement)]
