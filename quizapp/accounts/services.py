"""Making people and changing them. Password hashes come in ready-made: hashing happens outside transactions."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts import sign_ins
from quizapp.accounts.models import OneTimeLink, Person, Role
from quizapp.accounts.queries import folded_name, is_name_taken, open_link_by_secret, secret_hash
from quizapp.accounts.signals import person_made
from quizapp.accounts.stamps import new_stamp, spent_stamp
from quizapp.formats.roster import seen_of

SETUP_LINK_LIFE = timedelta(days=7)
LEAST_SEEN = 2
"""How many characters of a name can be seen at least."""


class NameTakenError(Exception):
    """Somebody signs in with this name already."""


class NameUnseenError(Exception):
    """Too little of this name can be seen: it is empty, or of joiners and spaces."""


class LinkSpentError(Exception):
    """The one-time link was used before, has expired, or never was."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a new account signs in with; the hash is made by passwords.hash_password."""

    name: str
    password_hash: str


def create_guest(session: Session, *, now: datetime) -> Person:
    """Make somebody who practises without an account."""
    guest = Person(role=Role.GUEST, name="", session_stamp=new_stamp(), created_at=now)
    person_made.send(guest, session=session)
    session.add(guest)
    session.flush()
    return guest


def create_account(session: Session, credentials: Credentials, role: Role, *, now: datetime) -> Person:
    """Make an account.

    Raises:
        NameTakenError: the name is in use.
        NameUnseenError: too little of it can be seen; forms refuse it before.
    """
    person = Person(role=role, name="", session_stamp=new_stamp(), created_at=now)
    _name(session, person, credentials)
    person_made.send(person, session=session)
    session.add(person)
    session.flush()
    return person


def create_students(session: Session, names: Sequence[tuple[str, str]], *, now: datetime) -> list[Person]:
    """Make accounts that nobody can sign in to yet: pairs of a name and a sign-in name, "" for one like the name.

    Where a sign-in name is taken, the next number is added to it.
    """
    taken = _taken_names(session)
    people = []
    for name, wanted in names:
        sign_in_name = _free_name(folded_name(wanted or name), taken)
        stamp = new_stamp()
        person = Person(role=Role.STUDENT, name=name, sign_in_name=sign_in_name, session_stamp=stamp, created_at=now)
        person_made.send(person, session=session)
        people.append(person)
    session.add_all(people)
    session.flush()
    return people


def give_account(session: Session, guest: Person) -> None:
    """Turn a guest who has a name into a student whom a teacher gives a password: the same person."""
    guest.sign_in_name = _free_name(folded_name(guest.name or "student"), _taken_names(session))
    guest.role = Role.STUDENT
    session.flush()


def _taken_names(session: Session) -> dict[str, int]:
    """Return the sign-in names that nobody else can have, as they would be kept today, for _free_name to count by."""
    return {folded_name(name): 1 for name in session.scalars(sa.select(Person.sign_in_name)) if name is not None}


def _free_name(wanted: str, taken: dict[str, int]) -> str:
    """Return a sign-in name that is free, and take it; the numbers count how far each name has come."""
    name = wanted
    while name in taken:
        taken[wanted] += 1
        name = f"{wanted} {taken[wanted]}"
    taken[name] = 1
    return name


def sign_up_guest(session: Session, guest: Person, credentials: Credentials, *, now: datetime) -> Person:
    """Turn a guest into a student: the same person, so all that they did is theirs already. Their stamp is spent.

    Raises:
        NameTakenError: the name is in use.
        NameUnseenError: too little of it can be seen; forms refuse it before.
    """
    _name(session, guest, credentials)
    guest.role = Role.STUDENT
    guest.session_stamp = spent_stamp(guest.session_stamp, now)
    session.flush()
    return guest


def change_password(session: Session, person: Person, password_hash: str) -> None:
    """Set a new password and end every session of that person."""
    person.password_hash, person.password_ends_at = password_hash, None
    end_sessions(session, person)


def end_sessions(session: Session, person: Person) -> None:
    """Sign somebody out everywhere."""
    person.session_stamp = new_stamp()
    sign_ins.end_sign_ins(session, person.id)
    session.flush()


def create_setup_link(session: Session, *, now: datetime) -> str:
    """Make the link that makes the first instructor; return its secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(24)
    session.add(
        OneTimeLink(
            secret_hash=secret_hash(secret),
            purpose="first-instructor",
            created_at=now,
            expires_at=now + SETUP_LINK_LIFE,
        )
    )
    session.flush()
    return secret


def use_setup_link(session: Session, secret: str, credentials: Credentials, *, now: datetime) -> Person:
    """Make an instructor who is the site's admin, and spend the link.

    Raises:
        LinkSpentError: the link is used, expired or unknown.
        NameTakenError: the name is in use.
        NameUnseenError: too little of it can be seen; forms refuse it before.
    """
    link = open_link_by_secret(session, secret, now)
    if link is None:
        raise LinkSpentError
    instructor = create_account(session, credentials, Role.INSTRUCTOR, now=now)
    instructor.is_admin = True
    link.used_at = now
    session.flush()
    return instructor


def _name(session: Session, person: Person, credentials: Credentials) -> None:
    if len(seen_of(credentials.name)) < LEAST_SEEN:
        raise NameUnseenError
    if is_name_taken(session, credentials.name):
        raise NameTakenError(credentials.name)
    person.name = " ".join(credentials.name.split())
    person.sign_in_name = folded_name(credentials.name)
    person.password_hash = credentials.password_hash
