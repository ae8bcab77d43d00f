"""Services of the site's admins: what people are and whether they may sign in; and the queries that list them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts import factors, services
from quizapp.accounts.models import Person, PersonChange, Role
from quizapp.accounts.queries import folded_name

PAGE_SIZE = 50
CHANGES_TOLD = 20
GIVEN_PASSWORD_LIFE = timedelta(days=7)
"""How long a password lets in that somebody else knows, too."""
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_SYLLABLES_OF_A_PASSWORD = 8
"""Six bits each: 49 bits, for a password that its owner is asked to change."""


class Deed(StrEnum):
    """What an admin does to somebody's account."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"
    ADMIN = "admin"
    DEACTIVATE = "deactivate"
    ACTIVATE = "activate"
    PASSWORD = "password"  # noqa: S105 - the name of a deed
    EXPORT = "export"
    FACTOR = "factor"


class OneselfError(Exception):
    """Nobody takes their own rights or deactivates themself: so that there is always an admin."""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of the people of a site."""

    people: Sequence[Person]
    page: int
    has_more: bool
    guests: int
    """How many practise without an account, found by no search."""


def people_page(session: Session, words: str, page: int) -> PeoplePage:
    """Return people with accounts whose names hold some words, admins and instructors first."""
    rank = sa.case((Person.is_admin, 0), (Person.role == Role.INSTRUCTOR, 1), else_=2)
    statement = sa.select(Person).where(Person.role != Role.GUEST).order_by(rank, Person.sign_in_name)
    for word in words.split():
        spellings = {word.casefold(), folded_name(word)}
        statement = statement.where(sa.or_(*(Person.sign_in_name.contains(one, autoescape=True) for one in spellings)))
    found = session.scalars(statement.limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE)).all()
    is_guest = (Person.role == Role.GUEST, Person.deactivated_at.is_(None))  # others are nobody: whose answers stayed
    guests = session.scalar(sa.select(sa.func.count()).select_from(Person).where(*is_guest)) or 0
    return PeoplePage(found[:PAGE_SIZE], page, len(found) > PAGE_SIZE, guests)


def person_by_id(session: Session, person_id: int) -> Person | None:
    """Return somebody who has an account."""
    person = session.get(Person, person_id)
    return person if person is not None and person.role != Role.GUEST else None


def who_ask_to_be_erased(session: Session) -> Sequence[Person]:
    """Return who waits to be erased by somebody else, the longest first."""
    asked = sa.select(Person).where(Person.erasure_asked_at.is_not(None))
    return session.scalars(asked.order_by(Person.erasure_asked_at).limit(PAGE_SIZE)).all()


@dataclass(frozen=True, slots=True)
class PersonChangeRow:
    """What an admin, or a command, did to somebody's account."""

    change: PersonChange
    person: str
    by: str | None
    """None for a command of whoever runs the server."""


def changes_of_people(session: Session) -> list[PersonChangeRow]:
    """Return what admins, and commands, did last."""
    whom, who = sa.orm.aliased(Person), sa.orm.aliased(Person)
    statement = (
        sa.select(PersonChange, whom.name, who.name)
        .join(whom, whom.id == PersonChange.person_id)
        .outerjoin(who, who.id == PersonChange.by_id)
        .order_by(PersonChange.id.desc())
        .limit(CHANGES_TOLD)
    )
    return [PersonChangeRow(*row) for row in session.execute(statement)]


def change_person(session: Session, person: Person, deed: Deed, by_id: int, *, now: datetime) -> None:
    """Make somebody a student, an instructor or an admin, or let them sign in no more, or again.

    Raises:
        OneselfError: an admin does it to their own account.
    """
    if person.id == by_id:
        raise OneselfError
    if deed in {Deed.STUDENT, Deed.INSTRUCTOR, Deed.ADMIN}:
        person.role = Role.STUDENT if deed is Deed.STUDENT else Role.INSTRUCTOR
        person.is_admin = deed is Deed.ADMIN
        if deed is Deed.STUDENT:
            factors.remove_factor(session, person.id)
    elif deed is Deed.FACTOR:
        factors.remove_factor(session, person.id)
    else:
        person.deactivated_at = now if deed is Deed.DEACTIVATE else None
    if deed is not Deed.ACTIVATE:
        services.end_sessions(session, person)  # a sign-in that may do more begins, and ends, by other rules
    _note(session, person, deed, by_id, now)


def appoint_admin(session: Session, person: Person, *, now: datetime) -> None:
    """Make somebody an admin on the word of whoever runs the server; one who was deactivated may sign in again."""
    person.role, person.is_admin, person.deactivated_at = Role.INSTRUCTOR, True, None
    session.flush()
    _note(session, person, Deed.ADMIN, None, now)


def set_password(session: Session, person: Person, password_hash: str, *, now: datetime) -> None:
    """Set somebody's password on the word of whoever runs the server, and end all their sessions."""
    services.change_password(session, person, password_hash)
    _note(session, person, Deed.PASSWORD, None, now)


def remove_factor(session: Session, person: Person, *, now: datetime) -> bool:
    """Take somebody's second factor away on the word of whoever runs the server; say whether there was one."""
    if not factors.remove_factor(session, person.id):
        return False
    services.end_sessions(session, person)
    _note(session, person, Deed.FACTOR, None, now)
    return True


def reset_password(session: Session, person: Person, password_hash: str, by_id: int, *, now: datetime) -> None:
    """Set a password for somebody who has forgotten theirs, for a week, and end all their sessions.

    Raises:
        OneselfError: an admin does it to their own account.
    """
    if person.id == by_id:
        raise OneselfError
    services.change_password(session, person, password_hash)
    person.password_ends_at = now + GIVEN_PASSWORD_LIFE
    _note(session, person, Deed.PASSWORD, by_id, now)


def note_export(session: Session, person: Person, by_id: int | None, *, now: datetime) -> None:
    """Write down that somebody's data were taken out for them, by an admin or by a command."""
    _note(session, person, Deed.EXPORT, by_id, now)


def new_password() -> str:
    """Return a password that can be read out and typed, such as “kiru-dopa-lesi-vanu”."""
    syllables = [secrets.choice(_SYLLABLES) for _ in range(_SYLLABLES_OF_A_PASSWORD)]
    return "-".join("".join(pair) for pair in zip(syllables[::2], syllables[1::2], strict=True))


def _note(session: Session, person: Person, deed: Deed, by_id: int | None, now: datetime) -> None:
    session.add(PersonChange(person_id=person.id, what=deed, by_id=by_id, at=now))
    session.flush()
