"""People and the one-time links that let them in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class Role(StrEnum):
    """What a person may do: a guest is a student who has no name to sign in with yet."""

    GUEST = "guest"
    STUDENT = "student"
    INSTRUCTOR = "instructor"


class Person(Base):
    """Somebody who practises or teaches; a guest lives in one browser until they sign up."""

    __tablename__ = "people"
    __table_args__ = (sa.CheckConstraint("role IN ('guest', 'student', 'instructor')", name="role_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    name: Mapped[str]
    """As shown to others."""
    sign_in_name: Mapped[str | None] = mapped_column(unique=True)
    """Folded for comparison; None for a guest."""
    password_hash: Mapped[str | None]
    password_ends_at: Mapped[datetime | None]
    """Until when a password that an admin gave lets in; None where its owner chose it, or where it is of a card."""
    session_stamp: Mapped[str]
    """What a guest's browser is known by (stamps.py); who has an account is known by their sign-ins."""
    shortcuts: Mapped[bool] = mapped_column(default=True)
    """Whether single-key shortcuts work (WCAG 2.1.4)."""
    new_per_day: Mapped[int] = mapped_column(default=20)
    reviews_per_day: Mapped[int] = mapped_column(default=200)
    created_at: Mapped[datetime]
    is_admin: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether they look after the whole site: an instructor who may do everything, and who manages people."""
    deactivated_at: Mapped[datetime | None]
    """Since when they cannot sign in; what they did is kept."""
    weights_id: Mapped[int | None]
    """The fit (memory_fits.id) whose weights their memories follow; None where these are the model's own."""
    calendar: Mapped[str | None]
    """The calendar of their class, such as “Asia/Yerevan 4”: time zone and roll-over hour. None: the installation's."""
    erasure_asked_at: Mapped[datetime | None]
    """Since when somebody in a class asks to be erased, which their teachers and admins see."""


class SignIn(Base):
    """That somebody with an account is signed in in one browser; only the hash of what that browser holds is kept."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    browser: Mapped[str]
    """Its family, such as “Firefox”; "" where it does not tell."""
    system: Mapped[str]
    """Such as “Android”; "" where it does not tell."""
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """When something was changed by it last, to the hour."""
    ends_at: Mapped[datetime] = mapped_column(index=True)
    """When it ends by itself unless it is used."""
    ends_latest_at: Mapped[datetime]
    """When it ends by itself even if it is used."""
    is_held: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether it is one of staff who have to set up a second factor first: until then it may do what students may."""
    confirmed_at: Mapped[datetime | None]
    """When the password or a code was given again by it; None where it was not since it was made."""


class SecondFactor(Base):
    """That signing in asks somebody for a code of their app, too; the secret itself is kept nowhere (time_codes.py)."""

    __tablename__ = "second_factors"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    seed: Mapped[str]
    """What the secret follows from, with the installation's key."""
    salt: Mapped[str]
    """Of the hashes of their recovery codes."""
    last_step: Mapped[int]
    """The newest time step (of 30 seconds since 1970) whose code was used; none up to it is taken again."""
    made_at: Mapped[datetime]


class SiteSetting(Base):
    """What admins have set for the whole site in the browser."""

    __tablename__ = "site_settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class RecoveryCode(Base):
    """A code that lets somebody in once in place of one of their app."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]


class PersonChange(Base):
    """That an admin changed what somebody is or may do. Never changed."""

    __tablename__ = "person_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    """One of quizapp.accounts.people.Deed."""
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"))
    """None for a command of whoever runs the server."""
    at: Mapped[datetime]


class OneTimeLink(Base):
    """A link that works once; only the hash of its secret is kept."""

    __tablename__ = "one_time_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
