"""Services that give and take roles on banks, and the queries that tell who has which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.accounts.queries import instructor_by_sign_in_name
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankMember, BankRole, RoleChange

CHANGES_TOLD = 50


class NotAnInstructorError(Exception):
    """Nobody of this name may work on banks: unknown, a student, or deactivated."""


class LastOwnerError(Exception):
    """A bank that has an owner keeps one."""


class OpenBankError(Exception):
    """A bank without an owner is open to all instructors; only an owner closes it."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody who has a role on a bank."""

    person_id: int
    name: str
    role: BankRole


def members_of_bank(session: Session, bank_id: int) -> list[MemberRow]:
    """Return who has a role on a bank, the most powerful first."""
    statement = (
        sa.select(BankMember.person_id, Person.name, BankMember.role)
        .join(Person, Person.id == BankMember.person_id)
        .where(BankMember.bank_id == bank_id)
        .order_by(Person.name)
    )
    rows = [MemberRow(person_id, name, BankRole(role)) for person_id, name, role in session.execute(statement)]
    return sorted(rows, key=lambda row: -list(BankRole).index(row.role))


def roles_of_person(session: Session, person_id: int) -> dict[int, str]:
    """Return the roles that somebody was given, by the bank's id."""
    statement = sa.select(BankMember.bank_id, BankMember.role).where(BankMember.person_id == person_id)
    return dict(session.execute(statement).all())


def owned_banks(session: Session) -> frozenset[int]:
    """Return the ids of the banks that somebody owns: all others are open."""
    return frozenset(session.scalars(sa.select(BankMember.bank_id).where(BankMember.role == BankRole.OWNER)))


def member_of_bank(session: Session, bank_id: int, person_id: int) -> BankMember | None:
    """Return the row that gives somebody a role on a bank."""
    return session.get(BankMember, (bank_id, person_id))


@dataclass(frozen=True, slots=True)
class RoleChangeRow:
    """A change of who may do what, with names."""

    change: RoleChange
    person: str
    by: str


def role_changes_of_bank(session: Session, bank_id: int) -> list[RoleChangeRow]:
    """Return the newest changes of a bank's roles."""
    whom, who = sa.orm.aliased(Person), sa.orm.aliased(Person)
    statement = (
        sa.select(RoleChange, whom.name, who.name)
        .join(whom, whom.id == RoleChange.person_id)
        .join(who, who.id == RoleChange.by_id)
        .where(RoleChange.bank_id == bank_id)
        .order_by(RoleChange.id.desc())
        .limit(CHANGES_TOLD)
    )
    return [RoleChangeRow(*row) for row in session.execute(statement)]


def names_to_share_with(session: Session, bank_id: int) -> list[str]:
    """Return the names of the instructors who have no role on a bank yet."""
    members = sa.select(BankMember.person_id).where(BankMember.bank_id == bank_id)
    statement = sa.select(Person.name).where(
        Person.role == Role.INSTRUCTOR, Person.deactivated_at.is_(None), Person.id.not_in(members)
    )
    return list(session.scalars(statement.order_by(Person.name)))


def instructor_by_name(session: Session, name: str) -> Person:
    """Return the instructor who signs in with a name.

    Raises:
        NotAnInstructorError: no instructor signs in with this name.
    """
    person = instructor_by_sign_in_name(session, name)
    if person is None:
        raise NotAnInstructorError(name)
    return person


def give_role(  # noqa: PLR0913 - on what, to whom, which, by whom, when
    session: Session, bank: Bank, person_id: int, role: BankRole | None, by_id: int, *, now: datetime
) -> None:
    """Give somebody a role on a bank in place of the one that they have; None takes it away.

    Raises:
        OpenBankError: the bank has no owner, and this would give it none.
        LastOwnerError: this would take the last owner's role.
    """
    member = member_of_bank(session, bank.id, person_id)
    before = member.role if member else ""
    if before == (role or ""):
        return
    owners = _owners(session, bank.id)
    if role is not BankRole.OWNER and not owners - {person_id}:
        raise LastOwnerError if owners else OpenBankError
    if member is not None and role is None:
        session.delete(member)
    elif member is not None and role is not None:
        member.role = role
    elif role is not None:
        session.add(BankMember(bank_id=bank.id, person_id=person_id, role=role))
    change = RoleChange(bank_id=bank.id, person_id=person_id, before=before, after=role or "", by_id=by_id, at=now)
    session.add(change)
    session.flush()


def open_to_all(session: Session, bank: Bank, by_id: int, *, now: datetime) -> None:
    """Leave a bank without an owner, so that every instructor may work on it; other roles wait for its next owner."""
    for person_id in sorted(_owners(session, bank.id)):
        session.delete(session.get_one(BankMember, (bank.id, person_id)))
        before = BankRole.OWNER.value
        change = RoleChange(bank_id=bank.id, person_id=person_id, before=before, after="", by_id=by_id, at=now)
        session.add(change)
    session.flush()


def _owners(session: Session, bank_id: int) -> set[int]:
    """Return who owns a bank, keeping others from changing that until this transaction ends."""
    statement = sa.select(BankMember.person_id).where(BankMember.bank_id == bank_id, BankMember.role == BankRole.OWNER)
    return set(session.scalars(statement.with_for_update()))
