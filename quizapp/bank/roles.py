"""Who may do what with a bank: roles, the rows that give them, and the conditions that statements hold to.

A bank that nobody owns is open: every instructor may read and edit it, as everything was before there were roles.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.accounts.visitor import Visitor
from quizapp.bank.models import Question
from quizapp.db import Base

Condition = sa.ColumnElement[bool]


class BankRole(StrEnum):
    """What somebody may do with a bank; each role may all that the ones before it may."""

    VIEWER = "viewer"
    """Read it."""
    REVIEWER = "reviewer"
    """Comment on it, answer reports, and say what is ready."""
    EDITOR = "editor"
    """Change its questions."""
    OWNER = "owner"
    """Share it."""

    def allows(self, needed: str) -> bool:
        """Say whether this role may do what another one may."""
        order = list(BankRole)
        return order.index(self) >= order.index(BankRole(needed))


ROLE_ON_OPEN_BANKS = BankRole.EDITOR


class BankMember(Base):
    """The role that somebody has on a bank."""

    __tablename__ = "bank_members"

    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("banks.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str]


class RoleChange(Base):
    """That somebody changed who may do what with a bank. Never changed."""

    __tablename__ = "role_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("banks.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"))
    before: Mapped[str]
    """"" for none."""
    after: Mapped[str]
    """"" for none."""
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"))
    at: Mapped[datetime]


_owned = sa.select(BankMember.bank_id).where(BankMember.role == BankRole.OWNER)


def in_banks_of(
    person: Visitor, needs: BankRole = BankRole.VIEWER, column: sa.ColumnElement[int] | None = None
) -> Condition:
    """Return the condition that a question is in a bank where somebody may do what a role may.

    Another column than Question.bank_id may hold the bank's id.
    """
    if person.is_admin:
        return sa.true()
    bank_id = Question.bank_id.expression if column is None else column
    enough = [role for role in BankRole if role.allows(needs)]
    mine = sa.select(BankMember.bank_id).where(BankMember.person_id == person.id, BankMember.role.in_(enough))
    if not ROLE_ON_OPEN_BANKS.allows(needs):
        return bank_id.in_(mine)
    return sa.or_(bank_id.not_in(_owned), bank_id.in_(mine))


def role_on_bank(session: Session, person: Visitor, bank_id: int) -> BankRole | None:
    """Return the role that somebody has on a bank, given to them or because it is open; None for a stranger."""
    if person.is_admin:
        return BankRole.OWNER
    if not person.is_instructor:
        return None
    given = sa.select(BankMember.role).where(BankMember.bank_id == bank_id, BankMember.person_id == person.id)
    is_owned = sa.exists().where(BankMember.bank_id == bank_id, BankMember.role == BankRole.OWNER)
    role, owned = session.execute(sa.select(given.scalar_subquery(), is_owned)).one()
    own = BankRole(role) if role else None
    if owned or (own and own.allows(ROLE_ON_OPEN_BANKS)):
        return own
    return ROLE_ON_OPEN_BANKS
