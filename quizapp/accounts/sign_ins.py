"""Where somebody is signed in: each browser by a row, which its cookie names by a token, and which can be ended.

A row is written when it begins, and when something else is written by it an hour or more later: reading writes nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role, SignIn
from quizapp.accounts.queries import secret_hash
from quizapp.accounts.staff_rule import is_held

STEP = timedelta(hours=1)
"""How coarse it is known when a sign-in was used last."""
CONFIRMED = timedelta(minutes=10)
"""For how long somebody counts as confirmed who has signed in, or shown again that it is them."""


@dataclass(frozen=True, slots=True)
class Life:
    """How long a sign-in lasts: at most, and without being used."""

    whole: timedelta
    idle: timedelta


@dataclass(frozen=True, slots=True)
class Device:
    """A browser as it tells of itself, each "" where it does not."""

    browser: str
    system: str


def begin_sign_in(session: Session, person: Person, device: Device, life: Life, *, now: datetime) -> str:
    """Sign somebody in; return the token for their browser, which is kept nowhere. All that have ended are cleared."""
    session.execute(sa.delete(SignIn).where(SignIn.ends_at <= now))
    token = f"{person.id}:{secrets.token_urlsafe(24)}"
    session.add(
        SignIn(
            is_held=person.role == Role.INSTRUCTOR and is_held(session, person.id),
            person_id=person.id,
            token_hash=secret_hash(token),
            browser=device.browser,
            system=device.system,
            made_at=now,
            seen_at=now,
            ends_at=now + min(life.whole, life.idle),
            ends_latest_at=now + life.whole,
        )
    )
    session.flush()
    return token


def note_seen(session: Session, sign_in_id: int, life: Life, *, now: datetime) -> None:
    """Note that a sign-in is used, so that it lasts."""
    slid = now + life.idle
    latest = SignIn.ends_latest_at
    session.execute(
        sa.update(SignIn)
        .where(SignIn.id == sign_in_id)
        .values(seen_at=now, ends_at=sa.case((latest < slid, latest), else_=slid)),
        execution_options={"synchronize_session": False},
    )


def is_confirmed(session: Session, sign_in_id: int | None, *, now: datetime) -> bool:
    """Say whether somebody has signed in, or shown again that it is them, within the last ten minutes."""
    at = sa.func.coalesce(SignIn.confirmed_at, SignIn.made_at)
    return session.scalar(sa.select(SignIn.id).where(SignIn.id == sign_in_id, at > now - CONFIRMED)) is not None


def confirm(session: Session, sign_in_id: int, *, now: datetime) -> None:
    """Note that somebody has shown again that it is them."""
    session.execute(sa.update(SignIn).where(SignIn.id == sign_in_id).values(confirmed_at=now))


def sign_ins_of(session: Session, person_id: int, *, now: datetime) -> Sequence[SignIn]:
    """Return where somebody is signed in, the newest first."""
    wanted = sa.select(SignIn).where(SignIn.person_id == person_id, SignIn.ends_at > now)
    return session.scalars(wanted.order_by(SignIn.seen_at.desc(), SignIn.id.desc())).all()


def sign_in_of(session: Session, person_id: int, sign_in_id: int) -> SignIn | None:
    """Return one sign-in of somebody."""
    return session.scalar(sa.select(SignIn).where(SignIn.id == sign_in_id, SignIn.person_id == person_id))


def end_sign_in(session: Session, token: str) -> None:
    """End the sign-in of a browser by the token that it holds; nothing where it has ended."""
    session.execute(sa.delete(SignIn).where(SignIn.token_hash == secret_hash(token)))


def end_sign_ins(session: Session, person_id: int, but: int | None = None) -> int:
    """Sign somebody out everywhere, or everywhere but in one browser; return how many sign-ins that ended."""
    others = sa.delete(SignIn).where(SignIn.person_id == person_id, SignIn.id != (but or 0))
    return cast("sa.CursorResult[Any]", session.execute(others)).rowcount
