"""One round of sending: what waits is read, written, handed in with no transaction open, and each outcome is kept."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import groupby

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.mail import queries
from quizapp.mail.delivery import Reply, TroubleError, deliver
from quizapp.mail.letters import Writer
from quizapp.mail.links import Links
from quizapp.mail.models import Mail, MailAddress, MailKind
from quizapp.mail.reminders import due_soon
from quizapp.mail_server import MailServer
from quizapp.memory.access import rules_of_app

BATCH = 20
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
"""How long to wait after each failure; after one more a mail is given up, some two days after it was made."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it goes out, and the rows that it stands for."""

    ids: tuple[int, ...]
    message: EmailMessage | None
    """None where nobody wants it any more."""


def send_waiting(app: Flask, server: MailServer) -> Counter[str]:
    """Send what waits, one batch after another, and return how many were sent, put off, given up and left out."""
    told: Counter[str] = Counter()
    with app.app_context():
        while True:
            with reading(db.session()):
                letters = _letters(db.session(), app, server, utcnow())
            if not letters or not _send(server, letters, told):
                return told


def _send(server: MailServer, letters: Sequence[Letter], told: Counter[str]) -> bool:
    """Send a batch; say whether to go on with the next one."""
    wanted = [one for one in letters if one.message is not None]
    _drop([number for one in letters if one.message is None for number in one.ids])
    told["left out"] += len(letters) - len(wanted)
    try:
        replies = deliver(server, (one.message for one in wanted if one.message is not None))
        for letter, reply in zip(wanted, replies, strict=True) if wanted else ():
            told[_keep(db.session(), letter.ids, reply, utcnow())] += 1
            db.session.commit()
    except TroubleError as trouble:
        put_off_all(db.session(), str(trouble), now=utcnow())
        db.session.commit()
        _log.warning("%s", trouble)
        return False
    return True


def _letters(session: Session, app: Flask, server: MailServer, now: datetime) -> list[Letter]:
    writer = Writer(server, Links(app, server), now)
    waiting = queries.mails_to_send(session, now, BATCH)
    reminders = [pair for pair in waiting if pair[0].kind == MailKind.REMINDER]
    letters = [_letter(session, writer, *pair) for pair in waiting if pair[0].kind != MailKind.REMINDER]
    for person_id, pairs in groupby(reminders, key=lambda pair: pair[0].person_id):
        rows = list(pairs)
        ids, address = {mail.assignment_id for mail, _address in rows}, rows[0][1]
        found = due_soon(session, rules_of_app(app), now=now, only=person_id)
        due = sorted((one for one in found if one.assignment.id in ids), key=lambda one: one.closes_at)
        message = writer.reminder(address, due) if due and address else None
        letters.append(Letter(tuple(mail.id for mail, _address in rows), message))
    return letters


def _letter(session: Session, writer: Writer, mail: Mail, row: MailAddress | None) -> Letter:
    message = None
    if row is not None and mail.kind == MailKind.CONFIRMATION:
        until = row.pending_until
        message = writer.confirmation(row) if row.pending_nonce and until and until > writer.now else None
    elif row is not None and row.address and row.announcements:
        found = queries.announcement_to_send(session, mail, writer.now)
        message = writer.announcement(row, *found) if found else None
    return Letter((mail.id,), message)


def _drop(ids: Sequence[int]) -> None:
    if ids:
        db.session.execute(sa.delete(Mail).where(Mail.id.in_(ids)))
        db.session.commit()


def _keep(session: Session, ids: Sequence[int], reply: Reply, now: datetime) -> str:
    """Keep what became of a letter, and return it in words."""
    of_letter = sa.update(Mail).where(Mail.id.in_(ids))
    if reply.taken:
        session.execute(of_letter.values(sent_at=now, next_at=None, reason=""))
        return "sent"
    if reply.final:
        session.execute(of_letter.values(next_at=None, tries=Mail.tries + 1, reason=reply.reason))
        return "given up"
    session.execute(of_letter.values(_put_off(now, reply.reason)))
    return "put off"


def put_off_all(session: Session, reason: str, *, now: datetime) -> None:
    """Put off all that is to be sent now, as the server takes nothing."""
    session.execute(sa.update(Mail).where(Mail.next_at <= now).values(_put_off(now, reason)))


def _put_off(now: datetime, reason: str) -> dict[str, object]:
    """Return what becomes of rows that failed: each is tried later by how often it failed, or given up."""
    column = Mail.__table__.c.next_at
    later = sa.case(
        *((Mail.tries == number, sa.literal(now + wait, column.type)) for number, wait in enumerate(WAITS)), else_=None
    )
    return {"next_at": later, "tries": Mail.tries + 1, "reason": reason}
