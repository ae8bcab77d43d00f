"""What treating everybody alike would do: full marks, or that a question counts no more. Nothing changes here."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import QuestionVersion
from quizapp.quizzes.models import Attempt, Feedback, Quiz, Slot
from quizapp.quizzes.regrades.plan import Change, RegradePlan, Rule, current_version_id, with_points

FULL = 1.0


def plan_for_all(session: Session, question_id: int, rule: Rule, among: sa.Select[int] | None = None) -> RegradePlan:
    """Plan one of the rules that treat everybody alike for all who were asked a question, in whatever version.

    Full marks go to whatever stands: to all of finished attempts, and to answers whose feedback was seen in open ones.
    What can still be answered, or answered otherwise, is marked when it is. Among selects the attempts, by id.
    """
    statement = _slots.where(QuestionVersion.question_id == question_id)
    rows = session.execute(statement if among is None else statement.where(Slot.attempt_id.in_(among))).all()
    taken = [row for row in rows if rule is Rule.DROP or row.stands]
    becomes = None if rule is Rule.DROP else FULL
    changes = [
        Change(
            *(row.id, row.attempt_id, row.learner_id, row.key_version_id, row.key_version_id),
            *(row.score if rule is Rule.FULL_MARKS else row.score or 0.0, becomes, row.answered, None, None),
        )
        for row in taken
    ]
    key = current_version_id(session, question_id)
    return RegradePlan(key, rule, with_points(session, question_id, changes), 0, len(rows) - len(taken))


_stands = sa.or_(
    Attempt.finished_at.is_not(None), sa.and_(Slot.answered_at.is_not(None), Quiz.feedback == Feedback.AT_ONCE)
)
_slots = (
    sa.select(
        *(Slot.id, Slot.attempt_id, Attempt.learner_id, Slot.key_version_id, Slot.score),
        Slot.answered_at.is_not(None).label("answered"),
        _stands.label("stands"),
    )
    .join(Attempt, Attempt.id == Slot.attempt_id)
    .join(Quiz, Quiz.id == Attempt.quiz_id)
    .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
    .where(~Slot.dropped)
    .order_by(Slot.id)
)
