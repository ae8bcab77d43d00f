"""Looking people up. Nothing here changes anything."""

from __future__ import annotations

import hashlib
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import OneTimeLink, Person, Role

_ALIKE = str.maketrans({"ı": "i", "\u200c": None, "\u200d": None})


def came_at(session: Session, person_id: int) -> datetime:
    """Return when somebody came here first."""
    return session.connection().execute(sa.select(Person.created_at).where(Person.id == person_id)).scalar_one()


def folded_name(name: str) -> str:
    """Return a sign-in name as it is kept: without case, outer spaces and joiners; a Turkish ı or İ is an i."""
    return _formerly_folded(name).replace("i\u0307", "i").translate(_ALIKE)


def _formerly_folded(name: str) -> str:
    """Return a sign-in name as it was kept at first: some accounts have theirs so still."""
    return " ".join(name.split()).casefold()


def signs_in_as(name: str) -> sa.ColumnElement[bool]:
    """Return the condition that somebody signs in with this name, however it was kept."""
    return Person.sign_in_name.in_(dict.fromkeys((_formerly_folded(name), folded_name(name))))


def readable_sign_in_name(person: Person) -> str:
    """Return what somebody signs in with, in capitals as their name has them where it is their name."""
    is_name = folded_name(person.name) == person.sign_in_name
    return person.name if is_name else person.sign_in_name or ""


def _former_first(name: str) -> sa.ColumnElement[bool]:
    """Return what sorts accounts of one name: whose name was kept as it was at first had it before others could."""
    return Person.sign_in_name != _formerly_folded(name)


def secret_hash(secret: str) -> str:
    """Return what is kept of a link's secret: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def person_by_sign_in_name(session: Session, name: str) -> Person | None:
    """Return the person who signs in with this name."""
    return session.scalars(sa.select(Person).where(signs_in_as(name)).order_by(_former_first(name))).first()


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
