"""The mail of security tests: somebody else's address, to be confirmed, and the link that stops mails to it."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from quizapp.mail.links import token_of
from quizapp.mail.models import MailAddress

ADDRESS = "other@mail.example"


def mail(session, people, now):
    """Let the other student wait for a confirmation; return the secrets of the two links."""
    row = MailAddress(person_id=people["other"].id, address=None, pending=ADDRESS, stop_key="a-key-to-stop")
    row.pending_nonce, row.pending_until = "a-nonce", now + timedelta(days=30)
    row.announcements = row.reminders = True
    session.add(row)
    return {"mail_token": token_of(current_app, row.pending_nonce), "stop_key": row.stop_key}
