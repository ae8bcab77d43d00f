"""Services that copy a bank, and bring in later what changed where it was copied from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.authoring.models import BankOrigin, QuestionOrigin
from quizapp.authoring.upstream import Upstream
from quizapp.bank.bulk import create_questions
from quizapp.bank.models import Bank, Question
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.formats.base import QuestionDraft


def copy_bank(session: Session, origin: Bank, bank: Bank, by: Authorship, *, now: datetime) -> None:
    """Fill a new bank with the questions of another one as they stand, each knowing where it came from."""
    session.add(BankOrigin(bank_id=bank.id, origin_id=origin.id))
    take_questions(session, bank, questions_of(session, origin), by, now=now)


def take_questions(
    session: Session, bank: Bank, origins: Sequence[Question], by: Authorship, *, now: datetime
) -> list[str]:
    """Copy questions to the end of a bank and return their keys; those whose keys it has already are left out."""
    own = dict(session.execute(sa.select(Question.key, Question.position).where(Question.bank_id == bank.id)).all())
    new = [question for question in origins if question.key not in own]
    last = max(own.values(), default=0)
    drafts = [
        (last + place, replace(draft_of(one.key, one.current), state=one.state)) for place, one in enumerate(new, 1)
    ]
    for _count in create_questions(session, bank, drafts, by, now=now, of_file=False):
        pass
    keys = [question.key for question in new]
    _note_origins(session, bank, {question.key: question for question in new})
    return keys


def _note_origins(session: Session, bank: Bank, origins: dict[str, Question]) -> None:
    """Let copies know where they came from."""
    copies = session.execute(sa.select(Question.key, Question.id).where(Question.bank_id == bank.id)).all()
    rows = [
        {"question_id": copy, "origin_id": origins[key].id, "number": origins[key].current_number}
        for key, copy in copies
        if key in origins
    ]
    if rows:
        session.execute(sa.insert(QuestionOrigin), rows)


def keep_own(session: Session, one: Upstream) -> None:
    """Leave a question as it is, and say no more of the versions of its origin up to the current one."""
    one.origin.number = one.source.current_number
    session.flush()


def take_over(session: Session, one: Upstream, draft: QuestionDraft, by: Authorship, *, now: datetime) -> None:
    """Make a draft the current version of a copied question, which then agrees with its origin as it stands."""
    if draft.digest() != one.question.current.digest:
        add_version(session, one.question, draft, by, now=now)
    keep_own(session, one)


def questions_of(session: Session, bank: Bank) -> Sequence[Question]:
    """Return a bank's questions in their order, each with its current version; none in the trash."""
    statement = sa.select(Question).where(Question.bank_id == bank.id, Question.trashed_at.is_(None))
    statement = statement.order_by(Question.position)
    return session.scalars(statement.options(sa.orm.selectinload(Question.current))).all()
