"""Fits of the memory model to a class: beginning one, looking them up, and who follows them.

A fit is of those who learn in the class when it begins, and are not only borrowed (`vouching`). Who joins later follows
everyone's weights until the next one; in two classes the fit that was adopted last holds, and weights of a learner's
own hold before both (`memory.settling`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.classroom.models import ClassFit
from quizapp.classroom.vouching import vouched_students
from quizapp.memory.fits import FITS_TOLD, Outcome, begin_fit
from quizapp.memory.models import MemoryFit, ReviewEvent
from quizapp.scheduling.trial import FEWEST_REVIEWS


class TooFewReviewsError(Exception):
    """A class has answered too little for a fit."""


@dataclass(frozen=True, slots=True)
class Following:
    """Which weights the students of a class follow."""

    in_force: MemoryFit | None
    """The newest fit of the class that was adopted and not taken back."""
    students: int
    by_it: int
    """Of them, how many follow it: not those with weights of their own, or of a class that was fitted later."""


def begin_class_fit(session: Session, class_id: int, *, by_id: int, now: datetime) -> MemoryFit:
    """Record that a fit to the answers of a class's students is being made.

    Raises:
        TooFewReviewsError: they gave fewer than a fit is tried with.
        FitRunningError: only one is made at a time.
    """
    if reviews_of_class(session, class_id, by_id) < FEWEST_REVIEWS:
        raise TooFewReviewsError
    fit = begin_fit(session, by_id=by_id, group=session.scalars(vouched_students(class_id, by_id)).all(), now=now)
    session.add(ClassFit(fit_id=fit.id, class_id=class_id))
    session.flush()
    return fit


def reviews_of_class(session: Session, class_id: int, teacher_id: int) -> int:
    """Return how many answers the students of a class have in the log whom a teacher vouches for."""
    asked = ReviewEvent.learner_id.in_(vouched_students(class_id, teacher_id)), ReviewEvent.rating > 0
    return session.scalar(sa.select(sa.func.count()).select_from(ReviewEvent).where(*asked)) or 0


def fits_of_class(session: Session, class_id: int) -> list[MemoryFit]:
    """Return the newest fits of a class, whatever came of them."""
    return list(session.scalars(_fits(class_id).limit(FITS_TOLD)))


def fit_of_class(session: Session, class_id: int, fit_id: int) -> MemoryFit | None:
    """Return a fit of a class by its number."""
    return session.scalar(_fits(class_id).where(MemoryFit.id == fit_id))


def following_of_class(session: Session, class_id: int, teacher_id: int) -> Following:
    """Return which weights the students of a class follow whom a teacher vouches for."""
    adopted = MemoryFit.outcome == Outcome.ADOPTED, MemoryFit.reverted_at.is_(None)
    fit = session.scalar(_fits(class_id).where(*adopted).limit(1))
    is_followed = sa.case((Person.weights_id == (fit.id if fit else None), 1), else_=0)
    counted = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(is_followed), 0))
    students, by_it = session.execute(counted.where(Person.id.in_(vouched_students(class_id, teacher_id)))).one()
    return Following(fit, students, int(by_it))


def _fits(class_id: int) -> sa.Select[MemoryFit]:
    of_class = sa.select(MemoryFit).join(ClassFit, ClassFit.fit_id == MemoryFit.id)
    return of_class.where(ClassFit.class_id == class_id).order_by(MemoryFit.id.desc())
