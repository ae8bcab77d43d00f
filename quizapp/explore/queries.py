"""Looking up what the timeline shows, in light columns. Nothing here changes anything."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Question, QuestionVersion, is_current, is_dated, may_be_asked
from quizapp.bank.roles import Condition
from quizapp.explore.timeline import Fact

DATE = "date"

_with_a_date = (
    sa.select(QuestionVersion.id)
    .where(is_dated())
    .union(sa.select(QuestionVersion.id).where(QuestionVersion.kind == DATE))
)
_dated = (
    sa.select(
        Question.id,
        QuestionVersion.title,
        QuestionVersion.explanation,
        QuestionVersion.event,
        QuestionVersion.happened,
        QuestionVersion.actors,
        sa.case((QuestionVersion.kind == DATE, QuestionVersion.content["answer"].as_string()), else_=""),
    )
    .join(QuestionVersion, is_current())
    .join(Bank, Bank.id == Question.bank_id)
    .where(QuestionVersion.id.in_(_with_a_date), *may_be_asked())
    .order_by(Bank.key, Question.position)
)


def dated_facts(session: Session, within: Condition) -> list[Fact]:
    """Return what each dated question says for the timeline, in the banks' order."""
    statement = _dated.where(within).execution_options(yield_per=500)  # rows that die young cost no collection
    return [
        Fact(question_id, title, explanation, event, happened or answer, tuple(actors))
        for question_id, title, explanation, event, happened, actors, answer in session.execute(statement)
    ]
