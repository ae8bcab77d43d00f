"""Looking at mail, where it is set: whether the mail server answers, what waits, and what was given up and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from quizapp.config import Settings
from quizapp.kinds.messages import N_
from quizapp.mail.delivery import TroubleError, connection_to
from quizapp.mail.models import Mail
from quizapp.ops.doctor.findings import Finding, Level, finding

LOOKED_BACK = timedelta(days=7)
PATIENCE_SECONDS = 5
"""How long the doctor waits for the mail server."""
_REASONS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Post:
    """What the database tells about mails."""

    waiting: int = 0
    failed: int = 0
    """How many of those that wait have failed already."""
    given_up: tuple[tuple[str, int], ...] = ()
    """Of the last days: reasons, and how many mails there are of each."""


def read_post(connection: Connection, now: datetime) -> Post:
    """Read what there is to say about mails."""
    failed = sa.func.coalesce(sa.func.sum(sa.case((Mail.tries > 0, 1), else_=0)), 0)
    waiting = connection.execute(sa.select(sa.func.count(), failed).where(Mail.next_at.is_not(None))).one()
    lost = Mail.next_at.is_(None), Mail.sent_at.is_(None), Mail.made_at > now - LOOKED_BACK
    reasons = sa.select(Mail.reason, sa.func.count()).where(*lost).group_by(Mail.reason)
    ordered = reasons.order_by(sa.func.count().desc(), Mail.reason)
    given_up = tuple((row[0], row[1]) for row in connection.execute(ordered))
    return Post(waiting[0], waiting[1], given_up)


def look_at_mail(settings: Settings, post: Post | None) -> Iterator[Finding]:
    """Say how it stands with mail; nothing where no mail server is set."""
    if settings.mail is None:
        return
    server = dataclasses.replace(settings.mail, timeout=min(PATIENCE_SECONDS, settings.mail.timeout))
    try:
        with connection_to(server):
            pass
    except TroubleError as trouble:
        yield Finding("mail", Level.FAULT, trouble.what, trouble.advice)
    else:
        text = N_("The mail server %(host)s answers on port %(port)s.")
        yield finding("mail", Level.WELL, text, host=server.host, port=server.port)
    if post is not None:
        yield from _look_at_post(post)


def _look_at_post(post: Post) -> Iterator[Finding]:
    text = N_("Mails that wait to be sent: %(waiting)s, %(failed)s of them after a try that failed.")
    yield finding("mails", Level.NOTE, text, waiting=post.waiting, failed=post.failed)
    count = sum(number for _reason, number in post.given_up)
    if count:
        text = N_("Mails that were given up in the last week: %(count)s. Why: %(why)s")
        advice = N_("Those who did not get them find all of it on their class's page.")
        why = "; ".join(f"{reason} ({number})" for reason, number in post.given_up[:_REASONS])
        yield finding("mails", Level.WARNING, text, advice, count=count, why=why)
