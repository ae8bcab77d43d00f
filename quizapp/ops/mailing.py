"""Sending mails by themselves while serving: by one process of those that serve, however many there are."""

from __future__ import annotations

import itertools
import logging
import threading

from flask import Flask

from quizapp.clock import utcnow
from quizapp.extensions import settings_of
from quizapp.mail.queueing import queue_reminders
from quizapp.mail.sending import send_waiting
from quizapp.ops.locks import LockedError, holding
from quizapp.ops.rounds import keep_doing

LOCK = "mailing.lock"
ROUND_SECONDS = 10.0
ROUNDS_PER_LOOK = 30
"""Deadlines are looked at in every so manieth round: each five minutes."""
_log = logging.getLogger(__name__)


def post(app: Flask, *, looks_at_deadlines: bool) -> bool:
    """Send what waits, unless another process does so now, or no mail server is set; say whether it was done here."""
    settings = settings_of(app)
    if settings.mail is None:
        return False
    try:
        with holding(settings.data_dir / LOCK):
            if looks_at_deadlines:
                queue_reminders(app, now=utcnow())
            told = send_waiting(app, settings.mail)
    except LockedError:
        return False
    if told:
        _log.info("Mails: %s.", ", ".join(f"{count} {word}" for word, count in sorted(told.items()) if count))
    return True


def keep_mailing(app: Flask, seconds: float = ROUND_SECONDS) -> threading.Event | None:
    """Send again and again in a thread that ends with the process, or when the returned event is set; None without."""
    if settings_of(app).mail is None:
        return None
    rounds = itertools.count()
    return keep_doing(
        lambda: post(app, looks_at_deadlines=next(rounds) % ROUNDS_PER_LOOK == 0),
        name="mailing",
        seconds=seconds,
        trouble="Mails could not be sent; tried again soon.",
    )
