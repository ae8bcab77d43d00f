"""Looking people up. Nothing here changes anything."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import OneTimeLink, Person, Role

_ALIKE = str.maketrans({"ı": "i", "\u200c": None, "\u200d": None})
_DOTTED = re.compile("i\u0307+")
_IN_FORMER_NAMES = ("ı", "\u0307", "\u200c", "\u200d")
"""What is in a kept name that is not as it would be kept today."""


def came_at(session: Session, person_id: int) -> datetime:
    """Return when somebody came here first."""
    return session.connection().execute(sa.select(Person.created_at).where(Person.id == person_id)).scalar_one()


def folded_name(name: str) -> str:
    """Return a sign-in name as it is kept: without case, outer spaces and joiners; a Turkish ı or İ is an i."""
    return _formerly_folded(_DOTTED.sub("i", _formerly_folded(name).translate(_ALIKE)))


def _formerly_folded(name: str) -> str:
    """Return a sign-in name as it was kept at first: some accounts have theirs so still."""
    return " ".join(name.split()).casefold()


def kept_spellings(name: str) -> tuple[str, ...]:
    """Return how a name that is typed may be kept: whose has the first is meant before whose has the other."""
    return tuple(dict.fromkeys((_formerly_folded(name), folded_name(name))))


def signs_in_as(name: str) -> sa.ColumnElement[bool]:
    """Return the condition that somebody signs in with this name, however it was kept."""
    return Person.sign_in_name.in_(kept_spellings(name))


def readable_sign_in_name(session: Session, person: Person) -> str:
    """Return what somebody signs in with: their name, in its capitals, where it is they who are found by it."""
    if _formerly_folded(person.name) == person.sign_in_name:  # nobody else has the very one: nothing to look up
        return person.name
    is_like = folded_name(person.name) == person.sign_in_name
    if is_like and person_by_sign_in_name(session, person.name) is person:
        return person.name
    return person.sign_in_name or ""


def _former_first(name: str) -> sa.ColumnElement[bool]:
    """Return what sorts accounts of one name: whose name was kept as it was at first had it before others could."""
    return Person.sign_in_name != _formerly_folded(name)


def secret_hash(secret: str) -> str:
    """Return what is kept of a link's secret: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def person_by_sign_in_name(session: Session, name: str) -> Person | None:
    """Return the person who signs in with this name."""
    return session.scalars(sa.select(Person).where(signs_in_as(name)).order_by(_former_first(name))).first()


def is_name_taken(session: Session, name: str) -> bool:
    """Say whether somebody signs in with this name, or with one that was kept before and would be the same today."""
    kept = sa.select(Person.sign_in_name).where(sa.or_(*map(Person.sign_in_name.contains, _IN_FORMER_NAMES)))
    former = (folded_name(one or "") for one in session.scalars(kept))
    return person_by_sign_in_name(session, name) is not None or folded_name(name) in former


def instructor_by_sign_in_name(session: Session, name: str) -> Person | None:
    """Return the instructor who signs in with this name, if they may."""
    person = person_by_sign_in_name(session, name)
    return person if person and person.role == Role.INSTRUCTOR and person.deactivated_at is None else None


def password_mark(session: Session, name: str) -> str:
    """Return what tells a password of this account from another one, and nothing else of it; "" where there is none."""
    wanted = sa.select(Person.password_hash).where(signs_in_as(name)).order_by(_former_first(name))
    kept = session.scalars(wanted).first()
    return secret_hash(kept)[:16] if kept else ""


def person_let_in(session: Session, name: str, kept_hash: str | None, now: datetime) -> Person | None:
    """Return who signs in with a name, if this hash is still their password's: it takes a while to check one."""
    person = person_by_sign_in_name(session, name)
    is_still = person is not None and person.deactivated_at is None and person.password_hash == kept_hash
    is_over = person is not None and person.password_ends_at is not None and person.password_ends_at <= now
    return person if is_still and not is_over else None


def student_who_is(session: Session, name: str, person_id: int) -> tuple[str | None, str] | None:
    """Return the hash of a student's password, and their stamp, if it is this person who signs in by a name."""
    wanted = sa.select(Person.password_hash, Person.session_stamp)
    is_them = sa.and_(Person.id == person_id, signs_in_as(name), Person.role == Role.STUDENT)
    row = session.execute(wanted.where(is_them)).one_or_none()
    return (row.password_hash, row.session_stamp) if row else None


def instructor_exists(session: Session) -> bool:
    """Say whether the first instructor has been made."""
    return session.scalar(sa.select(Person.id).where(Person.role == Role.INSTRUCTOR).limit(1)) is not None


def is_only_admin(session: Session, person: Person) -> bool:
    """Say whether somebody is an admin beside whom no other may sign in."""
    others = sa.exists().where(Person.is_admin, Person.deactivated_at.is_(None), Person.id != person.id)
    return person.is_admin and not session.scalar(sa.select(others))


def is_link_spent(session: Session, secret: str) -> bool:
    """Say whether the link of this secret was used."""
    used = sa.exists().where(OneTimeLink.secret_hash == secret_hash(secret), OneTimeLink.used_at.is_not(None))
    return bool(session.scalar(sa.select(used)))


def open_link_by_secret(session: Session, secret: str, now: datetime) -> OneTimeLink | None:
    """Return the link of this secret, while it is neither used nor expired."""
    link = session.scalar(sa.select(OneTimeLink).where(OneTimeLink.secret_hash == secret_hash(secret)))
    return link if link is not None and link.used_at is None and link.expires_at > now else None
