"""Giving a guest's sittings, readings and exceptions to the account that they sign in to."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.signals import guest_signed_in
from quizapp.assignments.models import AssignmentException, ReadPassage, Sitting


def connect() -> None:
    """Listen for guests who sign in."""
    guest_signed_in.connect(carry_over_work)


def carry_over_work(guest_id: int, *, session: Session, person_id: int, **_sent: object) -> None:
    """Make a guest's work that of the person; sittings are numbered on after theirs."""
    _sittings(session, guest_id, person_id)
    for model, column in ((ReadPassage, ReadPassage.passage), (AssignmentException, None)):
        theirs = sa.select(model.assignment_id).where(model.person_id == person_id)
        known = model.assignment_id.in_(theirs)
        if column is not None:
            pairs = sa.select(model.assignment_id, column).where(model.person_id == person_id)
            known = sa.tuple_(model.assignment_id, column).in_(pairs)
        session.execute(sa.delete(model).where(model.person_id == guest_id, known))
        session.execute(sa.update(model).where(model.person_id == guest_id).values(person_id=person_id))


def _sittings(session: Session, guest_id: int, person_id: int) -> None:
    last = sa.select(Sitting.assignment_id, sa.func.max(Sitting.number)).where(Sitting.person_id == person_id)
    after = {row[0]: row[1] for row in session.execute(last.group_by(Sitting.assignment_id))}
    for sitting in session.scalars(sa.select(Sitting).where(Sitting.person_id == guest_id)):
        sitting.person_id = person_id
        sitting.number += after.get(sitting.assignment_id, 0)
    session.flush()
