"""Services of mail: giving an address, confirming it, choosing what comes, and stopping it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.mail.models import Mail, MailAddress, MailKind
from quizapp.mail.queries import address_of, confirmations_of_today

LINK_LIFE = timedelta(days=1)
MOST_A_DAY = 5
"""Mails of confirmation for one person: nobody's mailbox is filled by asking again and again."""
_BYTES = 18


class TooOftenError(Exception):
    """Somebody asked for too many mails of confirmation within a day."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Where somebody wants to get mails, and which."""

    address: str
    announcements: bool = False
    reminders: bool = False


def wish_for_mail(session: Session, person_id: int, wish: Wish, *, now: datetime) -> bool:
    """Keep what somebody wants to get; say whether a link has to confirm the address first, which is on its way then.

    Raises:
        TooOftenError: such a link was asked for too often today.
    """
    row = address_of(session, person_id)
    if row is None:
        row = MailAddress(person_id=person_id, stop_key=secrets.token_urlsafe(_BYTES))
        session.add(row)
    row.announcements, row.reminders = wish.announcements, wish.reminders
    if wish.address == row.address:
        _forget_pending(row)
        session.flush()
        return False
    if confirmations_of_today(session, person_id, now) >= MOST_A_DAY:
        raise TooOftenError
    row.pending, row.pending_until = wish.address, now + LINK_LIFE
    row.pending_nonce = secrets.token_urlsafe(_BYTES)
    session.add(Mail(kind=MailKind.CONFIRMATION, person_id=person_id, made_at=now, next_at=now))
    session.flush()
    return True


def confirm_address(session: Session, row: MailAddress) -> None:
    """Use the link that confirms an address, which works no more from then on."""
    row.address = row.pending
    _forget_pending(row)
    session.flush()


def remove_address(session: Session, person_id: int) -> None:
    """Forget somebody's address, and what waits to be sent there."""
    session.execute(sa.delete(MailAddress).where(MailAddress.person_id == person_id))
    session.execute(sa.delete(Mail).where(Mail.person_id == person_id, Mail.next_at.is_not(None)))


def stop_mails(session: Session, row: MailAddress, kind: MailKind | None) -> None:
    """Send somebody no more mails of a kind, or of any."""
    if kind in {None, MailKind.ANNOUNCEMENT}:
        row.announcements = False
    if kind in {None, MailKind.REMINDER}:
        row.reminders = False
    session.flush()


def tidy_mails(session: Session, *, now: datetime, keep: timedelta = timedelta(days=30)) -> None:
    """Forget mails that are over for a month, and addresses that nobody confirmed in time."""
    session.execute(sa.delete(Mail).where(Mail.next_at.is_(None), Mail.made_at < now - keep))
    late = MailAddress.pending_until < now
    session.execute(sa.delete(MailAddress).where(late, MailAddress.address.is_(None)))
    forgotten = {"pending": None, "pending_nonce": None, "pending_until": None}
    session.execute(sa.update(MailAddress).where(late).values(forgotten))


def _forget_pending(row: MailAddress) -> None:
    row.pending = row.pending_nonce = row.pending_until = None
