"""What changed in the bank that a bank was copied from: looked up, and held against one's own. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, selectinload

from quizapp.authoring.models import BankOrigin, QuestionOrigin
from quizapp.bank.models import Bank, Question, QuestionVersion
from quizapp.bank.versions import draft_of
from quizapp.formats.bank_yaml import read_question
from quizapp.formats.base import QuestionDraft
from quizapp.formats.differences import FieldChange, changes
from quizapp.formats.merging import Conflict, merge
from quizapp.formats.question_fields import fields_of, value_of


@dataclass(frozen=True, slots=True)
class Upstream:
    """A question whose origin has a newer version than the one that it was held against."""

    question: Question
    origin: QuestionOrigin
    source: Question
    """The question that it was copied from."""
    base: QuestionVersion

    @property
    def theirs(self) -> QuestionDraft:
        """What the origin says now."""
        return draft_of(self.question.key, self.source.current)

    @property
    def mine(self) -> QuestionDraft:
        """What the copy says now."""
        return draft_of(self.question.key, self.question.current)

    @property
    def before(self) -> QuestionDraft:
        """What both said once."""
        return draft_of(self.question.key, self.base)

    def their_changes(self) -> tuple[FieldChange, ...]:
        """Return what changed in the origin."""
        return tuple(changes(fields_of(self.before), fields_of(self.theirs)))

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the fields that both changed, each to something else."""
        if self.mine.kind != self.theirs.kind:
            return (Conflict("kind", self.before.kind, self.theirs.kind, self.mine.kind),)
        return merge(fields_of(self.before), fields_of(self.theirs), fields_of(self.mine)).conflicts

    def merged(self, choices: Mapping[str, str]) -> QuestionDraft | None:
        """Return both edits together, theirs in the fields that are chosen so; None where they make no question."""
        three = [fields_of(draft) for draft in (self.before, self.theirs, self.mine)]
        if self.mine.kind != self.theirs.kind:
            return self.theirs if choices.get("kind") == "theirs" else self.mine
        both = merge(*three)
        fields = dict(both.fields)
        for conflict in both.conflicts:
            fields[conflict.field] = conflict.theirs if choices.get(conflict.field) == "theirs" else conflict.mine
        return _draft(self.question.key, fields)


def _draft(key: str, fields: Mapping[str, object]) -> QuestionDraft | None:
    raw = {name: value for name, value in fields.items() if value is not None} | {"id": key}
    lines = value_of(fields, "allow") or []
    if isinstance(lines, list | tuple):
        parts = (str(line).partition(":") for line in lines)
        raw["allow"] = {name.strip(): reason.strip() for name, _colon, reason in parts}
    return read_question(raw, (), None, [])


def origin_of(session: Session, bank: Bank) -> Bank | None:
    """Return the bank that a bank was copied from; None where there is none, or it is in the trash."""
    statement = sa.select(Bank).join(BankOrigin, BankOrigin.origin_id == Bank.id)
    return session.scalar(statement.where(BankOrigin.bank_id == bank.id, Bank.trashed_at.is_(None)))


def source_of(session: Session, bank: Bank, question_id: int) -> Question | None:
    """Return the question that a question of a bank was copied from."""
    copies = sa.select(QuestionOrigin.origin_id).join(Question, Question.id == QuestionOrigin.question_id)
    of_this = copies.where(Question.id == question_id, Question.bank_id == bank.id)
    return session.scalar(sa.select(Question).where(Question.id.in_(of_this)))


def changed_upstream(session: Session, bank: Bank, question_id: int | None = None) -> list[Upstream]:
    """Return the questions of a copied bank whose origins have newer versions, or one of them."""
    statement = _changed(bank)
    if question_id is not None:
        statement = statement.where(Question.id == question_id)
    return [Upstream(*row) for row in session.execute(statement.order_by(Question.position))]


def new_upstream(session: Session, bank: Bank) -> Sequence[Question]:
    """Return the questions of the origin that were never copied here."""
    taken = (
        sa.select(QuestionOrigin.origin_id)
        .join(Question, Question.id == QuestionOrigin.question_id)
        .where(Question.bank_id == bank.id)
    )
    keys = sa.select(Question.key).where(Question.bank_id == bank.id)
    other = aliased(Question)
    statement = (
        sa.select(other)
        .join(BankOrigin, BankOrigin.origin_id == other.bank_id)
        .where(BankOrigin.bank_id == bank.id, other.trashed_at.is_(None))
        .where(other.id.not_in(taken), other.key.not_in(keys))
        .order_by(other.position)
    )
    return session.scalars(statement.options(selectinload(other.current))).all()


def _changed(bank: Bank) -> sa.Select[Question, QuestionOrigin, Question, QuestionVersion]:
    source = aliased(Question)
    return (
        sa.select(Question, QuestionOrigin, source, QuestionVersion)
        .join(QuestionOrigin, QuestionOrigin.question_id == Question.id)
        .join(source, source.id == QuestionOrigin.origin_id)
        .join(
            QuestionVersion,
            sa.and_(QuestionVersion.question_id == source.id, QuestionVersion.number == QuestionOrigin.number),
        )
        .where(
            Question.bank_id == bank.id,
            Question.trashed_at.is_(None),
            source.trashed_at.is_(None),
            source.current_number != QuestionOrigin.number,
        )
        .options(selectinload(Question.current), selectinload(source.current))
    )
